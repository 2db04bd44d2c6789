package dev.clientele.sweep;

import dev.clientele.comparison.Runs;
import dev.clientele.config.ConfigPrinter;
import dev.clientele.report.RunDirectory;
import dev.clientele.report.Summary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs cells by writing what they would have given. */
final class FakeRunner implements CellRunner {
  /** What a cell gives: the loss of the unseen clients, and of the validation clients. */
  interface Losses {
    double[] of(Cell cell);
  }

  private final Losses losses;
  final List<String> ran = new ArrayList<>();
  final List<String> takenOver = new ArrayList<>();
  final Set<String> failing = new HashSet<>();
  String interruptedAt = "";

  FakeRunner(Losses losses) {
    this.losses = losses;
  }

  @Override
  public Ended run(Cell cell, Path directory, Optional<Path> pretrained) {
    ran.add(cell.directory());
    takenOver.add(pretrained.map(p -> p.getFileName().toString()).orElse(""));
    RunDirectory run = RunDirectory.create(directory, true);
    run.write(run.config(), ConfigPrinter.reloadable(cell.config().withAbsolutePaths()));
    if (cell.directory().equals(interruptedAt)) {
      return Ended.INTERRUPTED;
    }
    if (failing.contains(cell.directory())) {
      throw new IllegalStateException("no memory is left");
    }
    double[] both = losses.of(cell);
    Summary.write(run, Runs.summary(both[0], both[1]));
    return Ended.FINISHED;
  }
}
