package dev.clientele.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigUtil;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is printed for people, and for a run's directory. */
class ConfigPrinterTest {
  @TempDir private Path folder;
  private Loading loading;

  @BeforeEach
  void prepare() {
    loading = new Loading(folder);
  }

  @Test
  void theExplanationSaysWhereEachValueComesFrom() {
    String text =
        ConfigPrinter.explained(loading.load("\nclientele.rounds = 4", "clients.cohort=3"));
    assertTrue(line(text, "clientele.rounds").matches("clientele.rounds = 4 +# .*test.conf:2"));
    assertTrue(
        line(text, "clientele.clients.cohort")
            .matches("clientele.clients.cohort = 3 +# --set clients.cohort=3"));
    assertTrue(
        line(text, "clientele.network.multipliers")
            .matches("clientele.network.multipliers = \\[1,2\\] +# reference.conf:\\d+"));
    assertEquals(text.lines().sorted().toList(), text.lines().toList());
  }

  private static String line(String text, String key) {
    return text.lines().filter(l -> l.startsWith(key + " ")).findFirst().orElseThrow();
  }

  @Test
  void theReloadableFormLoadsToAnEqualConfigurationAndToTheSameText() {
    LoadedConfig loaded = loading.load(Texts.EVERYTHING);
    String text = ConfigPrinter.reloadable(loaded);
    LoadedConfig again = loading.load(text);
    assertEquals(loaded.config(), again.config());
    assertEquals(text, ConfigPrinter.reloadable(again));
    assertEquals("DEBUG", again.resolved().getString("pekko.loglevel"));
    String poolSize = "clientele.compute-dispatcher.thread-pool-executor.fixed-pool-size";
    assertEquals(2, again.resolved().getInt(poolSize));
  }

  /** Java's own immutable sets have another order in every process. */
  @Test
  void setsArePrintedInTheOrderOfTheirConstants() {
    String text =
        ConfigPrinter.reloadable(
            loading.load(
                "clientele.adaptation.lora.targets = [dense, time, convolution, attention]"));
    String words = text.replaceAll("[\\s\"]+", "");
    assertTrue(words.contains("targets=[attention,time,convolution,dense]"), text);
  }

  @Test
  void theReloadableFormIsAFunctionOfTheValuesAlone() {
    String plain = "clientele { rounds = 4, method.learning-rate = 0.001, clients.unseen = 3 }";
    String other =
        """
        # A comment.
        clientele.clients.unseen = "3"
        clientele.method { learning-rate = 1e-3 }
        """;
    String text = ConfigPrinter.reloadable(loading.load(plain));
    assertEquals(text, ConfigPrinter.reloadable(loading.load(other, "rounds=4.0")));
    assertFalse(text.contains(folder.toString()) || text.contains("#"));
  }

  @Test
  void theReloadableFormSurvivesAwkwardText() {
    for (String path : List.of("a b", "${x}", "quote\"d", "#1", "true", "1e5", "back\\slash")) {
      String quoted = ConfigUtil.quoteString(path);
      LoadedConfig loaded = loading.load("clientele.data.path = " + quoted);
      assertEquals(path, loaded.config().data().path());
      assertEquals(loaded.config(), loading.load(ConfigPrinter.reloadable(loaded)).config());
    }
  }
}
