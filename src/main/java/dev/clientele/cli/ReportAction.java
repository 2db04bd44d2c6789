package dev.clientele.cli;

import dev.clientele.report.HtmlReport;
import dev.clientele.report.RunDirectory;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Writes a run's report.html again. */
final class ReportAction {
  private ReportAction() {}

  static void report(Path directory, PrintWriter out) {
    RunDirectory run = RunDirectory.open(directory);
    HtmlReport.write(run);
    out.println(run.report());
  }
}
