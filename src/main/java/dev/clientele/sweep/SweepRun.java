package dev.clientele.sweep;

import dev.clientele.comparison.FinishedRun;
import dev.clientele.config.SweepConfig.Tuning;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Runs a grid cell by cell, in its order. What is there already is not run again, so that a sweep
 * goes on where it was stopped. Belongs to one thread.
 */
public final class SweepRun {
  private final Grid grid;
  private final SweepDirectory directory;
  private final CellRunner runner;
  private final SweepProgress progress;
  private final BooleanSupplier stop;
  private final boolean retry;

  /** By the cells' directories, as the next one, too. */
  private final Map<String, FinishedRun> finished = new HashMap<>();

  private final Map<String, String> failures = new HashMap<>();
  private final List<Choice> choices = new ArrayList<>();

  /** Configurations of pre-trainings that are there, each with a run that has done it. */
  private final Map<SortedMap<String, String>, Path> pretrained;

  private boolean interrupted;
  private final Set<String> met = new HashSet<>();

  /**
   * A sweep that has not begun.
   *
   * @param pretrained finished runs elsewhere that cells may go on from
   * @param stop asked before every cell
   * @param retry whether cells that failed before are run again
   */
  public SweepRun(
      Grid grid,
      SweepDirectory directory,
      CellRunner runner,
      SweepProgress progress,
      Pretrainings pretrained,
      BooleanSupplier stop,
      boolean retry) {
    this.grid = grid;
    this.directory = directory;
    this.runner = runner;
    this.progress = progress;
    this.pretrained = new HashMap<>(pretrained.runs());
    this.stop = stop;
    this.retry = retry;
  }

  /**
   * Runs what is not there yet.
   *
   * @param after hears of the result so far after every cell
   */
  public SweepResult run(Consumer<SweepResult> after) {
    Selection selection = new Selection(grid.sweep().tuning(), finished);
    // What is there is known first: any of it may have done the pre-training of any other.
    grid.cells().stream()
        .filter(c -> directory.state(c) == CellState.FINISHED)
        .forEach(this::finish);
    for (Combination combination : grid.combinations()) {
      if (combination.candidates().size() > 1) {
        combination.candidates().forEach(c -> runAll(c.trials(), after));
      }
      if (interrupted) {
        break;
      }
      Choice choice = selection.choose(combination);
      choices.add(choice);
      if (!choice.figures().isEmpty()) {
        progress.chosen(choice);
      }
      choice.chosen().ifPresent(c -> runAll(c.cells(), after));
    }
    return result();
  }

  private SweepResult result() {
    return new SweepResult(grid, finished, failures, choices, interrupted);
  }

  private void runAll(List<Cell> cells, Consumer<SweepResult> after) {
    for (Cell cell : cells) {
      interrupted |= stop.getAsBoolean();
      if (!interrupted && !failures.containsKey(cell.directory())) {
        run(cell, after);
      }
    }
  }

  private void run(Cell cell, Consumer<SweepResult> after) {
    met.add(cell.directory());
    CellState state = directory.state(cell);
    if (state == CellState.FINISHED) {
      return;
    }
    if (state == CellState.FAILED && !retry) {
      failures.put(cell.directory(), directory.failure(cell));
      progress.ended(cell, CellState.FAILED, failures.get(cell.directory()));
      return;
    }
    execute(cell);
    after.accept(result());
  }

  private void execute(Cell cell) {
    try {
      directory.failed(cell, Optional.empty());
      Optional<Path> donor = Optional.ofNullable(pretrained.get(cell.pretraining()));
      progress.begins(cell, met.size(), planned(), donor);
      if (runner.run(cell, directory.of(cell), donor) == CellRunner.Ended.INTERRUPTED) {
        interrupted = true;
        progress.ended(cell, CellState.INTERRUPTED, "");
      } else {
        finish(cell);
        progress.ended(cell, CellState.FINISHED, "");
      }
    } catch (RuntimeException e) {
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      directory.failed(cell, Optional.of(reason));
      failures.put(cell.directory(), reason);
      progress.ended(cell, CellState.FAILED, reason);
    }
  }

  private void finish(Cell cell) {
    Path run = directory.of(cell);
    finished.put(cell.directory(), FinishedRun.read(run));
    pretrained.putIfAbsent(cell.pretraining(), run);
  }

  /** How many cells will have been run in the end, as every combination has one choice. */
  private int planned() {
    Tuning tuning = grid.sweep().tuning();
    int seeds = grid.sweep().seeds().size();
    // What a chosen candidate was compared by is reported, too, unless those were trials.
    int reported = tuning.hasTrials() ? 0 : 1;
    return grid.combinations().stream()
        .mapToInt(c -> (c.candidates().size() - reported) * tuning.seeds().size() + seeds)
        .sum();
  }
}
