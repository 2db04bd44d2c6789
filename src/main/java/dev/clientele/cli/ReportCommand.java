package dev.clientele.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a run's report again. */
@Command(name = "report", description = "Writes a run's report.html again.")
final class ReportCommand implements Runnable {
  @Parameters(paramLabel = "DIR", description = "The run's directory.")
  private Path directory;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    ReportAction.report(directory, spec.commandLine().getOut());
  }
}
