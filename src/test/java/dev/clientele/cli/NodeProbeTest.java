package dev.clientele.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.config.ConfigLoader;
import dev.clientele.config.LoadedConfig;
import dev.clientele.wire.NodeIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeProbeTest {
  private static final String TINY =
      """
      clientele {
        network { kind = mlp, hidden = [4], width = 4 }
        data { height = 4, width = 4 }
        clients.samples = 4
        adaptation.samples = 4
      }
      """;

  @TempDir private Path folder;

  private NodeIdentity identify(String... overrides) throws IOException {
    Path file = folder.resolve("tiny.conf");
    Files.writeString(file, TINY);
    LoadedConfig loaded = ConfigLoader.load(file, List.of(overrides), OptionalLong.empty());
    return NodeProbe.identify(loaded, new Assembly(loaded));
  }

  @Test
  void whatDecidesNoResultMayDiffer() throws IOException {
    NodeIdentity identity = identify();
    assertEquals(identity, identify("compute.workers=3", "name=other", "checkpoint.every=7"));
    assertTrue(identity.libraries().contains("oneDNN 3."), identity.libraries());
    assertTrue(
        identity.processor().startsWith(System.getProperty("os.arch")), identity.processor());
  }

  @Test
  void whatDecidesAResultShows() throws IOException {
    NodeIdentity identity = identify();
    assertNotEquals(identity.configuration(), identify("rounds=3").configuration());
    assertNotEquals(identity.probe(), identify("network.width=8").probe());
    assertNotEquals(identity.probe(), identify("seed=5").probe(), "other data");
  }
}
