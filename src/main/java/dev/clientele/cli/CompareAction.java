package dev.clientele.cli;

import dev.clientele.comparison.Comparison;
import dev.clientele.comparison.ComparisonPlots;
import dev.clientele.comparison.ComparisonTable;
import dev.clientele.comparison.FinishedRun;
import dev.clientele.comparison.OverTime;
import dev.clientele.report.Csv;
import dev.clientele.report.Pictures;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** Compares finished runs. */
final class CompareAction {
  /** More charts would only make the picture larger. */
  private static final int CHARTS = 4;

  private static final int COLUMNS = 2;

  private CompareAction() {}

  static void compare(
      List<Path> directories, List<String> metrics, Path table, Path plot, PrintWriter out) {
    Comparison comparison = Comparison.of(FinishedRun.readAll(directories));
    requireKnown(comparison, metrics);
    out.println(
        comparison.keys().isEmpty()
            ? "the runs differ in no key but the seed"
            : "the runs differ in " + String.join(", ", comparison.keys()));
    out.println();
    out.print(ComparisonTable.text(comparison, metrics));
    if (table != null) {
      Csv.write(table, ComparisonTable.csv(comparison));
      out.println("\n" + table);
    }
    List<String> drawn =
        metrics.isEmpty() ? comparison.mainMetrics().stream().limit(CHARTS).toList() : metrics;
    ComparisonPlots plots = new ComparisonPlots(comparison);
    if (Pictures.write(plot, COLUMNS, () -> plots.linesOrBars(drawn))) {
      out.println((table == null ? "\n" : "") + plot);
    }
    Path time = Path.of(plot.toString().replaceFirst("\\.png$", "-over-time.png"));
    if (Pictures.write(time, COLUMNS, () -> OverTime.draw(comparison, drawn))) {
      out.println(time);
    }
    out.flush();
  }

  static void requireKnown(Comparison comparison, List<String> metrics) {
    for (String metric : metrics) {
      if (!comparison.metrics().contains(metric)) {
        throw new CommandFailure(
            "no run has a figure "
                + metric
                + "; there are "
                + String.join(", ", comparison.metrics()));
      }
    }
  }
}
