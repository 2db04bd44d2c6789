package dev.clientele.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.comparison.Comparison;
import dev.clientele.comparison.Group;
import dev.clientele.config.AdaptationConfig.Clients;
import dev.clientele.config.ConfigurationException;
import dev.clientele.config.SweepConfig;
import dev.clientele.config.SweepLoader;
import dev.clientele.report.ReportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Candidates are chosen by the validation clients alone. */
class SelectionTest {
  @TempDir private Path folder;
  private final List<Choice> chosen = new ArrayList<>();

  private SweepResult run(String tuning, FakeRunner runner) throws IOException {
    String text =
        """
        clientele.clients.validation-clients = 2
        clientele.sweep {
          vary { method.kind = [spire, fedavg] }
          seeds = [1, 2, 3]
          tune { vary { adaptation.learning-rate = [1e-3, 1e-2, 1e-1] }, %s }
        }
        """
            .formatted(tuning);
    Path file = Files.writeString(folder.resolve("test.conf"), text);
    SweepConfig sweep =
        SweepLoader.load(file, List.of(), List.of(), List.of(), List.of("unseen.loss"));
    Grid grid = Grid.load(file, List.of(), sweep);
    SweepProgress progress =
        new SweepProgress() {
          @Override
          public void begins(Cell cell, int number, int of, Optional<Path> pretrained) {
            assertTrue(number <= of, number + " of " + of);
          }

          @Override
          public void ended(Cell cell, CellState state, String failure) {}

          @Override
          public void chosen(Choice choice) {
            chosen.add(choice);
          }
        };
    SweepDirectory directory = new SweepDirectory(folder.resolve("sweep"));
    return new SweepRun(grid, directory, runner, progress, Pretrainings.NONE, () -> false, false)
        .run(_ -> {});
  }

  /** The unseen clients would prefer another learning rate than the validation clients do. */
  private static FakeRunner opposed() {
    return new FakeRunner(
        cell -> {
          double rate = cell.config().config().adaptation().learningRate();
          boolean spire = cell.values().get("method.kind").equals("spire");
          double best = spire ? 1e-2 : 1e-1;
          double distance = Math.abs(Math.log10(rate / best));
          return new double[] {10 - distance, 1 + distance};
        });
  }

  @Test
  void theBestOnTheValidationClientsIsRunWithEverySeedAndReported() throws IOException {
    FakeRunner runner = opposed();
    SweepResult result = run("metric = loss", runner);
    // Three candidates with the first seed, and two more seeds of the best, for each method.
    assertEquals(10, runner.ran.size());
    Comparison results = result.withChosen();
    assertEquals(List.of("method.kind", "adaptation.learning-rate"), results.keys());
    assertEquals("1e-2", results.groups().get(0).settings().get("adaptation.learning-rate"));
    assertEquals("1e-1", results.groups().get(1).settings().get("adaptation.learning-rate"));
    assertEquals(3, results.groups().get(0).runs().size());
    assertEquals(10, results.groups().get(0).estimate("unseen.loss").mean(), 1e-12);
    assertEquals(2, chosen.size());
    assertEquals(1, chosen.getFirst().figure(), 1e-12);
    List<Cell> cells = result.grid().cells();
    assertEquals(18, cells.size(), "those that were not chosen are listed, too");
    assertFalse(result.isReported(cells.getFirst()));
  }

  @Test
  void candidatesAreComparedByRunsOfTheirOwnWhereTheyAreToComputeNothingElse() throws IOException {
    FakeRunner runner = opposed();
    SweepResult result =
        run(
            "metric = loss, set { adaptation.clients = validation, evaluation.clients = 0 }",
            runner);
    // Three candidates with the first seed, and then all three seeds of the best, for each method.
    assertEquals(12, runner.ran.size());
    assertEquals("kind=spire_learning-rate=1e-3_seed=1_trial", runner.ran.getFirst());
    assertEquals("kind=spire_learning-rate=1e-2_seed=1", runner.ran.get(3));
    Cell trial = result.grid().cells().getFirst();
    assertEquals(Clients.VALIDATION, trial.config().config().adaptation().clients());
    assertFalse(result.isReported(trial));
    Group reported = result.byAxes().groups().getFirst();
    assertEquals(3, reported.runs().size());
    assertEquals("all", reported.runs().getFirst().configuration().get("adaptation.clients"));
    assertEquals(24, result.grid().cells().size());
  }

  @Test
  void trialsSetNothingThatVaries() {
    ConfigurationException refused =
        assertThrows(
            ConfigurationException.class,
            () -> run("set { method.kind = ditto, evaluation.clientz = 0 }", opposed()));
    assertTrue(refused.getMessage().contains("method.kind: expected to be set by one of"));
  }

  @Test
  void theLargestIsBestOfAccuracies() throws IOException {
    run("metric = loss, goal = maximum", opposed());
    assertEquals(List.of("1e-3"), chosen.stream().skip(1).map(SelectionTest::rate).toList());
  }

  private static String rate(Choice choice) {
    return choice.chosen().orElseThrow().values().get("adaptation.learning-rate");
  }

  @Test
  void candidatesAreComparedOnTheMeanOfTheirSeeds() throws IOException {
    FakeRunner runner =
        new FakeRunner(
            cell -> {
              boolean small = cell.values().get("adaptation.learning-rate").equals("1e-3");
              // The first seed alone would choose the small one.
              return new double[] {0, small ? (cell.seed() == 1 ? 0.1 : 0.9) : 0.4};
            });
    run("metric = loss, seeds = [1, 2]", runner);
    assertEquals("1e-2", rate(chosen.getFirst()), "of two that are equal the first");
  }

  @Test
  void aFailedCandidateIsNotChosen() throws IOException {
    FakeRunner runner = opposed();
    runner.failing.add("kind=spire_learning-rate=1e-2_seed=1");
    SweepResult result = run("metric = loss", runner);
    assertEquals("1e-3", rate(chosen.getFirst()), "of two that are equal the first");
    assertEquals(1, result.failures().size());
  }

  @Test
  void withoutAnyFigureNothingIsChosen() throws IOException {
    SweepResult result = run("metric = loss", new FakeRunner(_ -> new double[] {1, Double.NaN}));
    assertTrue(chosen.getFirst().chosen().isEmpty());
    assertTrue(result.withChosen().groups().isEmpty());
  }

  @Test
  void aFigureThatNoRunHasIsAnError() {
    ReportException e = assertThrows(ReportException.class, () -> run("metric = los", opposed()));
    assertTrue(e.getMessage().contains("expected the figure validation.los"), e.getMessage());
    assertTrue(e.getMessage().contains("validation.loss"), e.getMessage());
  }
}
