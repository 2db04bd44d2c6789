package dev.clientele.sweep;

import dev.clientele.config.ConfigValues;
import dev.clientele.report.AtomicFile;
import dev.clientele.report.ReportException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** A sweep's directory: a run's directory for each cell, and the results over all of them. */
public record SweepDirectory(Path root) {
  private static final String FAILURE = "failure.txt";

  /** The cell's run's directory. */
  public Path of(Cell cell) {
    return root.resolve("cells").resolve(cell.directory());
  }

  /** How far the cell has come. */
  CellState state(Cell cell) {
    Path run = of(cell);
    if (Files.exists(run.resolve(FAILURE))) {
      return CellState.FAILED;
    }
    if (Files.exists(run.resolve("summary.json"))) {
      return CellState.FINISHED;
    }
    return Files.exists(run.resolve("config.conf")) ? CellState.INTERRUPTED : CellState.WAITING;
  }

  /** How far the cell has come, in words. */
  public String describe(Cell cell) {
    String failure = failure(cell);
    return state(cell).word() + (failure.isEmpty() ? "" : ": " + failure);
  }

  /** Why the cell failed; empty text if it did not. */
  String failure(Cell cell) {
    Path file = of(cell).resolve(FAILURE);
    try {
      return Files.exists(file) ? Files.readString(file).strip() : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Remembers why the cell failed, or, with nothing, that it is to be tried again. */
  void failed(Cell cell, Optional<String> reason) {
    Path file = of(cell).resolve(FAILURE);
    try {
      if (reason.isEmpty()) {
        Files.deleteIfExists(file);
      } else {
        Files.createDirectories(of(cell));
        AtomicFile.write(file, (reason.get() + "\n").getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Checks that the runs that are there are those of the grid.
   *
   * @throws ReportException if some have another configuration, with all that have
   */
  public void requireSame(Grid grid) {
    List<String> wrong = new ArrayList<>();
    for (Cell cell : grid.cells()) {
      Path config = of(cell).resolve("config.conf");
      if (Files.exists(config)) {
        difference(Cell.deciding(ConfigValues.read(config)), cell.configuration())
            .ifPresent(d -> wrong.add(of(cell) + ": expected " + d));
      }
    }
    if (!wrong.isEmpty()) {
      throw new ReportException(
          String.join("; ", wrong)
              + "; give another --out, or delete these directories to run them anew");
    }
  }

  private static Optional<String> difference(
      SortedMap<String, String> there, SortedMap<String, String> wanted) {
    for (Map.Entry<String, String> key : wanted.entrySet()) {
      String value = there.get(key.getKey());
      if (!key.getValue().equals(value)) {
        return Optional.of(
            key.getKey() + " to be " + key.getValue() + " as in this sweep but was " + value);
      }
    }
    return Optional.empty();
  }
}
