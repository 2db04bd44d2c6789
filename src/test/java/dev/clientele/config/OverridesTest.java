package dev.clientele.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values from the command line. */
class OverridesTest {
  @TempDir private Path folder;
  private Loading loading;

  @BeforeEach
  void prepare() {
    loading = new Loading(folder);
  }

  @Test
  void winOverTheFileWithAndWithoutTheFirstPartOfThePath() {
    String text = "clientele { rounds = 3, clients.cohort = 4 }";
    ClienteleConfig config =
        loading.load(text, "rounds=5", "clientele.clients.cohort = 6", "data.height=20").config();
    assertEquals(5, config.rounds());
    assertEquals(6, config.clients().cohort());
    assertEquals(20, config.data().height());
  }

  @Test
  void theLastOfTwoWinsAndTheSeedOptionWinsOverBoth() {
    assertEquals(2, loading.load("", "seed=1", "seed=2").config().seed());
    LoadedConfig loaded =
        ConfigLoader.load(loading.write(""), List.of("seed=2"), OptionalLong.of(9));
    assertEquals(9, loaded.config().seed());
    assertTrue(ConfigPrinter.explained(loaded).contains("  # --seed 9\n"));
  }

  @Test
  void takeListsTextWithSpacesAndPekkosKeys() {
    LoadedConfig loaded =
        loading.load(
            "",
            "network.hidden=[3, 4]",
            "data.path=/some where/digits",
            "network.pretrained=\"a=b\"",
            "pekko.loglevel=ERROR");
    assertEquals(List.of(3, 4), loaded.config().network().hidden());
    assertEquals("/some where/digits", loaded.config().data().path());
    assertEquals("a=b", loaded.config().network().pretrained());
    assertEquals("ERROR", loaded.resolved().getString("pekko.loglevel"));
  }

  @Test
  void aSubstitutionInTheFileSeesThem() {
    String text = "clientele { clients.cohort = ${clientele.clients.unseen} }";
    assertEquals(7, loading.load(text, "clients.unseen=7").config().clients().cohort());
  }

  @Test
  void errorsNameTheOption() {
    assertEquals(
        List.of(
            "--set rounds: expected path=value",
            "--set =3: expected path=value",
            "--set rounds=1, seed=2: expected one value; put text into double quotes"),
        loading.problems("", "rounds", "=3", "rounds=1, seed=2"));
    assertTrue(loading.problems("", "a..b=3").getFirst().startsWith("--set a..b=3: "));
    assertTrue(loading.problems("", "name={").getFirst().startsWith("--set name={: "));
    assertEquals(
        List.of(
            "--set cohort=3: clientele.cohort: unknown key; the nearest known one is"
                + " clientele.clients.cohort"),
        loading.problems("", "cohort=3"));
  }
}
