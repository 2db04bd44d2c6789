package dev.clientele.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.comparison.Group;
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

/** Sweeps over runs that give what the tests want. */
class SweepRunTest {
  private static final SweepProgress SILENT =
      new SweepProgress() {
        @Override
        public void begins(Cell cell, int number, int of, Optional<Path> pretrained) {}

        @Override
        public void ended(Cell cell, CellState state, String failure) {}

        @Override
        public void chosen(Choice choice) {}
      };

  @TempDir private Path folder;
  private final FakeRunner runner = new FakeRunner(c -> new double[] {loss(c), Double.NaN});

  private static double loss(Cell cell) {
    return cell.config().config().rounds() + 0.1 * cell.seed();
  }

  private Grid grid(String text, List<String> sets) throws IOException {
    Path file = Files.writeString(folder.resolve("test.conf"), text);
    SweepConfig sweep = SweepLoader.load(file, sets, List.of(), List.of(), List.of());
    return Grid.load(file, sets, sweep);
  }

  private SweepDirectory directory() {
    return new SweepDirectory(folder.resolve("sweep"));
  }

  private SweepResult run(Grid grid, boolean retry) {
    return new SweepRun(grid, directory(), runner, SILENT, Pretrainings.NONE, () -> false, retry)
        .run(_ -> {});
  }

  private static final String TWO_BY_TWO =
      "clientele.sweep { vary { rounds = [2, 3] }, seeds = [1, 2] }";

  @Test
  void everyCellRunsOnceAndIsSkippedTheNextTime() throws IOException {
    Grid grid = grid(TWO_BY_TWO, List.of());
    SweepResult result = run(grid, false);
    List<String> all =
        List.of("rounds=2_seed=1", "rounds=2_seed=2", "rounds=3_seed=1", "rounds=3_seed=2");
    assertEquals(all, runner.ran);
    List<Group> groups = result.byAxes().groups();
    assertEquals(List.of("rounds=2", "rounds=3"), groups.stream().map(Group::label).toList());
    assertEquals(2.15, groups.getFirst().estimate("unseen.loss").mean(), 1e-12);
    assertEquals(2, groups.getFirst().estimate("unseen.loss").count());
    run(grid, false);
    assertEquals(all, runner.ran, "nothing ran again");
    run(grid("clientele.sweep { vary { rounds = [2, 3, 4] }, seeds = [1, 2] }", List.of()), false);
    assertEquals(6, runner.ran.size(), "a larger grid runs its new cells alone");
  }

  @Test
  void aFailedCellIsReportedAndOnlyRetriedWhenAsked() throws IOException {
    Grid grid = grid(TWO_BY_TWO, List.of());
    runner.failing.add("rounds=2_seed=2");
    SweepResult result = run(grid, false);
    assertEquals("no memory is left", result.failures().get("rounds=2_seed=2"));
    assertEquals(4, runner.ran.size(), "the others run all the same");
    assertEquals(1, result.byAxes().groups().getFirst().runs().size());
    runner.failing.clear();
    assertEquals(1, run(grid, false).failures().size(), "it still counts as failed");
    assertEquals(4, runner.ran.size());
    SweepResult again = run(grid, true);
    assertTrue(again.failures().isEmpty());
    assertEquals("rounds=2_seed=2", runner.ran.getLast());
    assertEquals(5, runner.ran.size());
  }

  @Test
  void anInterruptedSweepGoesOn() throws IOException {
    Grid grid = grid(TWO_BY_TWO, List.of());
    runner.interruptedAt = "rounds=2_seed=2";
    SweepResult cut = run(grid, false);
    assertTrue(cut.interrupted());
    assertEquals(2, runner.ran.size(), "nothing runs after it");
    assertEquals("interrupted", directory().describe(grid.cells().get(1)));
    assertEquals("waiting", directory().describe(grid.cells().get(2)));
    runner.interruptedAt = "";
    SweepResult whole = run(grid, false);
    assertFalse(whole.interrupted());
    assertEquals(4, whole.finished().size());
    assertEquals(
        List.of("rounds=2_seed=2", "rounds=3_seed=1", "rounds=3_seed=2"), runner.ran.subList(2, 5));
  }

  @Test
  void nothingBeginsOnceTheSweepIsToStop() throws IOException {
    Grid grid = grid(TWO_BY_TWO, List.of());
    SweepRun sweep =
        new SweepRun(
            grid,
            directory(),
            runner,
            SILENT,
            Pretrainings.NONE,
            () -> runner.ran.size() == 1,
            false);
    List<Integer> finished = new ArrayList<>();
    SweepResult result = sweep.run(r -> finished.add(r.finished().size()));
    assertTrue(result.interrupted());
    assertEquals(1, runner.ran.size());
    assertEquals(List.of(1), finished, "the result so far after every cell");
  }

  @Test
  void aCellTakesOverThePreTrainingOfOneThatDiffersOnlyInItsAdaptation() throws IOException {
    String text =
        """
        clientele.sweep {
          vary { rounds = [2, 3], adaptation.steps = [5, 6] }
          seeds = [1, 2]
        }
        """;
    run(grid(text, List.of()), false);
    assertEquals(8, runner.ran.size());
    for (int i = 0; i < 8; i++) {
      String donor = runner.ran.get(i).replace("steps=6", "steps=5");
      String expected = runner.ran.get(i).contains("steps=6") ? donor : "";
      assertEquals(expected, runner.takenOver.get(i));
    }
  }

  @Test
  void aDirectoryOfAnotherSweepIsRefusedBeforeAnythingRuns() throws IOException {
    run(grid(TWO_BY_TWO, List.of()), false);
    Grid same = grid(TWO_BY_TWO, List.of("compute.workers=3"));
    directory().requireSame(same);
    Grid other = grid(TWO_BY_TWO, List.of("method.batch=7"));
    ReportException e = assertThrows(ReportException.class, () -> directory().requireSame(other));
    assertTrue(
        e.getMessage()
            .contains("rounds=2_seed=1: expected method.batch to be 7 as in this sweep but was 16"),
        e.getMessage());
    assertTrue(e.getMessage().contains("rounds=3_seed=2"), "all of them");
  }

  @Test
  void aMistakeInCellsIsReportedOnceBeforeAnythingRuns() {
    ConfigurationException e =
        assertThrows(
            ConfigurationException.class,
            () ->
                grid(
                    """
                    clientele.sweep {
                      vary { method.batch = [8, 0], clients.cohort = [10, 2000] }
                      seeds = [1, 2, 3]
                    }
                    """,
                    List.of()));
    assertEquals(
        List.of(
            "sweep clients.cohort=2000: clientele.clients.cohort: expected at most"
                + " clientele.clients.registered (1000) but was 2000",
            "sweep method.batch=0: clientele.method.batch: expected a whole number of 1 or more but"
                + " was 0"),
        e.problems().stream().map(Object::toString).sorted().toList());
  }

  @Test
  void aSweepHasABound() {
    StringBuilder values = new StringBuilder("1");
    for (int i = 2; i <= 200; i++) {
      values.append(',').append(i);
    }
    String text =
        "clientele.sweep.vary { rounds = [%s], method.batch = [%s] }".formatted(values, values);
    ConfigurationException e =
        assertThrows(ConfigurationException.class, () -> grid(text, List.of()));
    assertTrue(e.getMessage().contains("expected at most 10000 cells"), e.getMessage());
  }

  @Test
  void cellsGoOnFromThePretrainingsOfAnotherSweep() throws IOException {
    String text =
        "clientele { rounds = 2, evaluation.every = 0, sweep { vary { adaptation.steps = [%s] } }"
            + " }";
    run(grid(text.formatted("5, 6"), List.of()), false);
    Grid other =
        grid(
            text.formatted("7, 8").replace("every = 0", "every = 0, evaluation.loss-draws = 3"),
            List.of());
    SweepDirectory there = new SweepDirectory(folder.resolve("other"));
    Pretrainings elsewhere = Pretrainings.of(List.of(directory().root()));
    new SweepRun(other, there, runner, SILENT, elsewhere, () -> false, false).run(_ -> {});
    assertEquals(
        List.of("", "steps=5_seed=1", "steps=5_seed=1", "steps=5_seed=1"), runner.takenOver);
    assertThrows(ReportException.class, () -> Pretrainings.of(List.of(folder)));
  }
}
