package dev.clientele.cli;

import dev.clientele.config.ConfigLoader;
import dev.clientele.config.ConfigPrinter;
import dev.clientele.method.Memo;
import dev.clientele.report.RunDirectory;
import dev.clientele.simulation.Checkpoint;
import dev.clientele.simulation.CheckpointStore;
import dev.clientele.sweep.Cell;
import dev.clientele.sweep.CellRunner;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Runs a sweep's cells as runs of their own. */
final class CellSessions implements CellRunner {
  private final boolean quiet;
  private final List<String> command;
  private final Memo memo;
  private final PrintWriter nowhere = new PrintWriter(Writer.nullWriter());

  /**
   * @param memo for what cells have in common
   */
  CellSessions(boolean quiet, List<String> command, Memo memo) {
    this.quiet = quiet;
    this.command = command;
    this.memo = memo;
  }

  @Override
  public Ended run(Cell cell, Path directory, Optional<Path> pretrained) {
    try {
      session(cell, directory, pretrained);
      return Ended.FINISHED;
    } catch (CommandInterrupted e) {
      return Ended.INTERRUPTED;
    }
  }

  private void session(Cell cell, Path directory, Optional<Path> pretrained) {
    Optional<Checkpoint> own =
        Files.exists(directory.resolve("config.conf"))
            ? checkpoint(RunDirectory.open(directory))
            : Optional.empty();
    if (own.isPresent()) {
      RunDirectory run = RunDirectory.open(directory);
      Assembly assembly =
          new Assembly(ConfigLoader.load(run.config(), List.of(), OptionalLong.empty()), memo);
      new Session(assembly, run, quiet, command, nowhere).run(own);
      return;
    }
    Assembly assembly = new Assembly(cell.config(), memo);
    RunDirectory run = RunDirectory.create(directory, true);
    Optional<Checkpoint> from = pretrained.flatMap(p -> takeOver(RunDirectory.open(p), run, cell));
    run.write(run.config(), ConfigPrinter.reloadable(cell.config().withAbsolutePaths()));
    new Session(assembly, run, quiet, command, nowhere).run(from);
  }

  /** The last checkpoint; none where a run ended before its first one. */
  private static Optional<Checkpoint> checkpoint(RunDirectory run) {
    try {
      return Optional.of(new CheckpointStore(run.checkpoint(), Session::warn).latest());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Copies another run's pre-training; the logs are shortened to it when the run goes on. */
  private static Optional<Checkpoint> takeOver(RunDirectory from, RunDirectory to, Cell cell) {
    CheckpointStore there = new CheckpointStore(from.checkpoint(), Session::warn);
    CheckpointStore here = new CheckpointStore(to.checkpoint(), Session::warn);
    if (!there.copyPretrained(cell.config().config().rounds(), here)) {
      return Optional.empty();
    }
    try {
      Files.copy(from.metrics(), to.metrics());
      Files.copy(from.clients(), to.clients());
      PretrainingTimes.copy(from.timing(), to.timing());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return checkpoint(to);
  }
}
