package dev.clientele.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws images for one client. */
@Command(name = "sample", description = "Draws images with a finished run's model for one client.")
final class SampleCommand implements Runnable {
  @Parameters(paramLabel = "DIR", description = "The run's directory.")
  private Path directory;

  @Option(
      names = "--client",
      required = true,
      paramLabel = "ID",
      description = "The client's number, as in clients.jsonl.")
  private int client;

  @Option(names = "--count", required = true, paramLabel = "N", description = "How many images.")
  private int count;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE.png",
      description = "The picture to write.")
  private Path file;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    if (client < 0 || count < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "expected --client of 0 or more and --count of 1 or more but was "
              + client
              + " and "
              + count);
    }
    SampleAction.sample(directory, client, count, file, spec.commandLine().getOut());
  }
}
