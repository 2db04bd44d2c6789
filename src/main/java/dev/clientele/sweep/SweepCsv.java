package dev.clientele.sweep;

import dev.clientele.comparison.FinishedRun;
import dev.clientele.report.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.SequencedSet;

/** A sweep's cells as rows, a cell each; the first row is the head. */
final class SweepCsv {
  private SweepCsv() {}

  /** With every figure. */
  static List<List<String>> rows(SweepDirectory directory, SweepResult result) {
    SequencedSet<String> metrics = new LinkedHashSet<>();
    result.grid().cells().stream()
        .map(c -> result.finished().get(c.directory()))
        .filter(Objects::nonNull)
        .forEach(run -> metrics.addAll(run.figures().keySet()));
    List<List<String>> rows = new ArrayList<>();
    for (List<String> row : states(directory, result)) {
      rows.add(new ArrayList<>(row));
    }
    rows.getFirst().addAll(metrics);
    for (int i = 1; i < rows.size(); i++) {
      FinishedRun run = result.finished().get(rows.get(i).getFirst());
      for (String metric : metrics) {
        rows.get(i).add(run == null ? "" : Numbers.exact(run.figure(metric)));
      }
    }
    return rows;
  }

  /** What each cell is and how far it has come. */
  static List<List<String>> states(SweepDirectory directory, SweepResult result) {
    List<Cell> cells = result.grid().cells();
    List<String> head = new ArrayList<>(List.of("cell"));
    head.addAll(cells.getFirst().values().keySet());
    head.addAll(List.of("seed", "state", "reported", "failure"));
    List<List<String>> rows = new ArrayList<>(List.of(head));
    for (Cell cell : cells) {
      List<String> row = new ArrayList<>(List.of(cell.directory()));
      row.addAll(cell.values().values());
      row.add(Long.toString(cell.seed()));
      row.add(directory.state(cell).word());
      row.add(result.isReported(cell) ? "yes" : "no");
      row.add(result.failures().getOrDefault(cell.directory(), ""));
      rows.add(row);
    }
    return rows;
  }
}
