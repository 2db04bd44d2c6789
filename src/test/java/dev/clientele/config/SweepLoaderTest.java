package dev.clientele.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.config.SweepConfig.Axis;
import dev.clientele.config.SweepConfig.Goal;
import dev.clientele.config.SweepConfig.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sweep varies, from a file and from the command line. */
class SweepLoaderTest {
  @TempDir private Path folder;

  private static final String FILE =
      """
      clientele {
        rounds = 3
        sweep {
          vary {
            "method.local-steps" = [8, ${clientele.rounds}]
            adaptation { learning-rate = [1e-3, 5e-2] }
            network.multipliers = [[1, 2], [1, 4]]
          }
          variants = [
            { name = "FedAvg, long", set { method.kind = fedavg, "rounds" = 9 } }
            { name = spire, set {} }
          ]
          seeds = [4, 5]
          metrics = [seen.loss]
          tune { vary { adaptation.steps = [10, 20] }, metric = accuracy, goal = maximum }
        }
      }
      """;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("test.conf"), text);
  }

  private SweepConfig load(String text, String... varied) throws IOException {
    return SweepLoader.load(file(text), List.of(), List.of(varied), List.of(), List.of());
  }

  private List<String> problems(String text, List<String> sets, String... varied)
      throws IOException {
    Path file = file(text);
    ConfigurationException e =
        assertThrows(
            ConfigurationException.class,
            () -> SweepLoader.load(file, sets, List.of(varied), List.of(), List.of()));
    return e.problems().stream().map(p -> p.toString().replace(folder + "/", "")).toList();
  }

  @Test
  void aFilesBlockBecomesAxesInTheOrderOfItsLines() throws IOException {
    SweepConfig sweep = load(FILE);
    assertEquals(128, sweep.remembered());
    assertEquals(
        List.of(
            new Axis(
                "variant",
                List.of(
                    new Setting("FedAvg, long", List.of("method.kind=\"fedavg\"", "rounds=9")),
                    new Setting("spire", List.of()))),
            new Axis(
                "method.local-steps",
                List.of(
                    new Setting("8", List.of("method.local-steps=8")),
                    new Setting("3", List.of("method.local-steps=3")))),
            new Axis(
                "adaptation.learning-rate",
                List.of(
                    new Setting("1e-3", List.of("adaptation.learning-rate=1e-3")),
                    new Setting("5e-2", List.of("adaptation.learning-rate=5e-2")))),
            new Axis(
                "network.multipliers",
                List.of(
                    new Setting("[1,2]", List.of("network.multipliers=[1,2]")),
                    new Setting("[1,4]", List.of("network.multipliers=[1,4]"))))),
        sorted(sweep.axes()));
    assertEquals(List.of(4L, 5L), sweep.seeds());
    assertEquals(List.of("seen.loss"), sweep.metrics());
    assertEquals("validation.accuracy", sweep.tuning().figure());
    assertEquals(Goal.MAXIMUM, sweep.tuning().goal());
    assertEquals(List.of(4L), sweep.tuning().seeds(), "the first seed, unless others are given");
    assertEquals("adaptation.steps", sweep.tuning().axes().getFirst().name());
  }

  /** Settings of one line have no order of their own in HOCON. */
  private static List<Axis> sorted(List<Axis> axes) {
    return axes.stream()
        .map(
            a ->
                new Axis(
                    a.name(),
                    a.settings().stream()
                        .map(
                            s -> new Setting(s.label(), s.assignments().stream().sorted().toList()))
                        .toList()))
        .toList();
  }

  @Test
  void otherCommandsLeaveTheBlockAlone() throws IOException {
    LoadedConfig plain = ConfigLoader.load(file(FILE), List.of(), OptionalLong.empty());
    assertEquals(3, plain.config().rounds());
    assertEquals(MethodConfig.Kind.SPIRE, plain.config().method().kind());
    assertTrue(!plain.resolved().hasPath("clientele.sweep"));
  }

  @Test
  void theCommandLineReplacesAnAxisOrAddsOne() throws IOException {
    SweepConfig sweep =
        SweepLoader.load(
            file(FILE),
            List.of("clients.unseen=6"),
            List.of("method.local-steps=${clientele.clients.unseen}, 7", "data.path=\"a,b\",c d"),
            List.of(1L),
            List.of("unseen.nll"));
    assertEquals(
        List.of(
            "variant",
            "adaptation.learning-rate",
            "network.multipliers",
            "method.local-steps",
            "data.path"),
        sweep.axes().stream().map(Axis::name).toList());
    assertEquals(List.of("6", "7"), labels(sweep.axes().get(3)));
    assertEquals(List.of("a,b", "c d"), labels(sweep.axes().get(4)));
    assertEquals(List.of(1L), sweep.seeds());
    assertEquals(List.of("unseen.nll"), sweep.metrics());
  }

  private static List<String> labels(Axis axis) {
    return axis.settings().stream().map(Setting::label).toList();
  }

  @Test
  void aCellHasItsSettingsAndItsSeed() throws IOException {
    Setting fedavg = load(FILE).axes().getFirst().settings().getFirst();
    LoadedConfig cell = SweepLoader.cell(file(FILE), List.of("rounds=2"), List.of(fedavg), 77);
    assertEquals(MethodConfig.Kind.FEDAVG, cell.config().method().kind());
    assertEquals(9, cell.config().rounds(), "settings win over --set");
    assertEquals(77, cell.config().seed());
  }

  @Test
  void everyMistakeIsReported() throws IOException {
    String text =
        """
        clientele.sweep {
          vary { rounds = 3, seed = [1, 2], clients.cohort = [5, 5], data.height = [] }
          variants = [{ name = a }]
          seeds = [1, 1]
          tune { seeds = [9] }
        }
        """;
    List<String> problems = problems(text, List.of("clients.cohort=2"), "x", "method.batch={a=1}");
    assertTrue(problems.contains("--vary x: expected path=value,value,..."), problems.toString());
    assertTrue(
        problems.contains("test.conf:2: rounds: expected a list of values to try but was 3"),
        problems.toString());
    assertTrue(
        problems.contains(
            "test.conf:2: data.height: expected at least one value to try but was []"),
        problems.toString());
    assertTrue(
        problems.contains("test.conf:2: clients.cohort: expected different values but was 5 twice"),
        problems.toString());
    for (String part :
        List.of(
            "clientele.sweep.variants: expected { name = ..., set { ... } }",
            "seed: expected another key",
            "clientele.clients.cohort: expected to be set by one of --set and clients.cohort",
            "expected different seeds but was [1, 1]",
            "tune.seeds: expected some of the seeds [1, 1] but was [9]",
            "method.batch: expected values, not blocks")) {
      assertTrue(problems.stream().anyMatch(p -> p.contains(part)), part + " in " + problems);
    }
  }

  @Test
  void nothingToVaryAndUnknownKeysAreMistakes() throws IOException {
    assertTrue(problems("", List.of()).getFirst().contains("expected something to vary"));
    assertEquals(
        List.of(
            "test.conf:1: clientele.sweep.vray: unknown key; the nearest known one is"
                + " clientele.sweep.vary"),
        problems("clientele.sweep.vray { rounds = [1] }", List.of()));
    assertTrue(
        problems("clientele.sweep.tune = 3", List.of())
            .getFirst()
            .contains("clientele.sweep.tune: expected a block { ... } but was 3"));
    assertTrue(
        problems("clientele.sweep { remembered = -1, vary { rounds = [1] } }", List.of())
            .getFirst()
            .contains("clientele.sweep.remembered: expected "));
  }
}
