package dev.clientele.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Goes on with a simulation. */
@Command(name = "resume", description = "Goes on from a run's last checkpoint.")
final class ResumeCommand implements Runnable {
  @Parameters(paramLabel = "DIR", description = "The run's directory.")
  private Path directory;

  @Option(names = "--quiet", description = "No progress.")
  private boolean quiet;

  @Mixin private LeadOptions lead;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    ResumeAction.resume(
        directory, quiet, ConfigOptions.words(spec), spec.commandLine().getOut(), lead.lead(spec));
  }
}
