package dev.clientele.cli;

import dev.clientele.config.SweepConfig;
import dev.clientele.config.SweepLoader;
import dev.clientele.method.Memo;
import dev.clientele.report.ReportException;
import dev.clientele.report.TextTable;
import dev.clientele.sweep.Cell;
import dev.clientele.sweep.Grid;
import dev.clientele.sweep.Pretrainings;
import dev.clientele.sweep.SweepDirectory;
import dev.clientele.sweep.SweepReport;
import dev.clientele.sweep.SweepResult;
import dev.clientele.sweep.SweepRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs a sweep, or goes on with it. */
final class SweepAction {
  /** What the user wants to know. */
  record Request(
      Path file,
      List<String> overrides,
      List<String> varied,
      List<Long> seeds,
      List<String> metrics,
      List<Path> reuse) {}

  private final Grid grid;
  private final String name;
  private final SweepDirectory directory;
  private final Pretrainings elsewhere;
  private final List<String> command;
  private final PrintWriter out;

  /** Reads and checks everything before anything is run or written. */
  SweepAction(Request request, Path directory, List<String> command, PrintWriter out) {
    SweepConfig sweep =
        SweepLoader.load(
            request.file(),
            request.overrides(),
            request.varied(),
            request.seeds(),
            request.metrics());
    this.grid = Grid.load(request.file(), request.overrides(), sweep);
    this.name = grid.cells().getFirst().config().config().name();
    this.directory =
        new SweepDirectory(directory == null ? Path.of("runs", name + "-sweep") : directory);
    this.elsewhere = Pretrainings.of(request.reuse());
    this.command = command;
    this.out = out;
    this.directory.requireSame(grid);
  }

  void list() {
    TextTable table = new TextTable(2, List.of("cell", "state"));
    for (Cell cell : grid.cells()) {
      table.row(List.of(cell.directory(), this.directory.describe(cell)));
    }
    out.print(table);
    out.flush();
  }

  void run(boolean retry, boolean quiet) {
    try {
      Files.createDirectories(directory.root());
    } catch (IOException e) {
      throw new ReportException("cannot make the sweep's directory " + directory.root(), e);
    }
    AtomicBoolean stop = new AtomicBoolean();
    SweepRun sweep =
        new SweepRun(
            grid,
            directory,
            new CellSessions(quiet, command, new Memo(grid.sweep().remembered())),
            new SweepLines(quiet, out),
            elsewhere,
            stop::get,
            retry);
    try (Interruption _ = new Interruption(() -> stop.set(true))) {
      SweepResult result = sweep.run(soFar -> new SweepReport(name, directory, soFar).writeJson());
      finish(result);
    }
  }

  private void finish(SweepResult result) {
    SweepReport report = new SweepReport(name, directory, result);
    report.write();
    out.println();
    out.print(report.table());
    out.println();
    unknownMetrics(result).forEach(m -> out.println("no cell has a figure " + m));
    out.println("look at " + directory.root().resolve("sweep.html"));
    out.flush();
    if (result.interrupted()) {
      throw new CommandInterrupted(
          "interrupted with %d of %d cells finished; the same command goes on"
              .formatted(result.finished().size(), grid.cells().size()));
    }
    if (!result.failures().isEmpty()) {
      throw new CommandFailure(failed(result));
    }
  }

  private static List<String> unknownMetrics(SweepResult result) {
    return result.grid().sweep().metrics().stream()
        .filter(m -> !result.byAxes().groups().isEmpty() && !result.byAxes().metrics().contains(m))
        .toList();
  }

  private static String failed(SweepResult result) {
    List<String> words = new ArrayList<>();
    for (Cell cell : result.grid().cells()) {
      String reason = result.failures().get(cell.directory());
      if (reason != null) {
        words.add(cell.directory() + ": " + reason);
      }
    }
    return "%d cells failed (--retry runs them again): %s"
        .formatted(words.size(), String.join("; ", words));
  }
}
