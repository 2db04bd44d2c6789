package dev.clientele.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigValuesTest {
  @TempDir private Path folder;

  @Test
  void equalValuesHaveEqualTextsHoweverTheyWereWritten() {
    Loading loading = new Loading(folder);
    String text = "clientele { rounds = 4.0, method.learning-rate = 2e-3, clients.unseen = \"3\" }";
    SortedMap<String, String> values = ConfigValues.of(loading.load(text));
    assertEquals("4", values.get("rounds"));
    assertEquals("0.002", values.get("method.learning-rate"));
    assertEquals("3", values.get("clients.unseen"));
    assertEquals("[1, 2]", values.get("network.multipliers"));
    assertEquals("2500000", values.get("device.download-bytes-per-second"));
    assertEquals(
        values,
        ConfigValues.of(
            loading.load("", "rounds=4", "method.learning-rate=.002", "clients.unseen=3")));
    assertFalse(values.keySet().stream().anyMatch(k -> k.contains("dispatcher")));
  }

  @Test
  void aRunsFileReadsLikeTheConfigurationThatItWasWrittenFrom() throws IOException {
    LoadedConfig loaded = new Loading(folder).load(Texts.EVERYTHING).withAbsolutePaths();
    Path file = Files.writeString(folder.resolve("config.conf"), ConfigPrinter.reloadable(loaded));
    assertEquals(ConfigValues.of(loaded), ConfigValues.read(file));
  }

  @Test
  void anotherVersionsFileIsReadWithTheDefaults() throws IOException {
    Path file =
        Files.writeString(folder.resolve("c.conf"), "clientele { rounds = 7, gone = 0.000000001 }");
    SortedMap<String, String> values = ConfigValues.read(file);
    assertEquals("7", values.get("rounds"));
    assertEquals("1e-9", values.get("gone"));
    assertEquals("spire", values.get("method.kind"));
    assertFalse(values.keySet().stream().anyMatch(k -> k.startsWith("sweep")));
  }

  @Test
  void aFileThatIsNotThereIsAnError() {
    Path file = folder.resolve("none.conf");
    ConfigurationException e =
        assertThrows(ConfigurationException.class, () -> ConfigValues.read(file));
    assertTrue(e.getMessage().contains("none.conf"), e.getMessage());
  }
}
