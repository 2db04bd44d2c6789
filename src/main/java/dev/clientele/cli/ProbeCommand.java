package dev.clientele.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a linear probe finds in what clients keep to themselves. */
@Command(
    name = "probe",
    description =
        "Shows how much of the clients' known glyph styles a linear probe finds in their"
            + " embeddings.")
final class ProbeCommand implements Runnable {
  @Parameters(paramLabel = "DIR", description = "The run's directory.")
  private Path directory;

  @Option(
      names = "--folds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Folds of the cross-validation (default: ${DEFAULT-VALUE}).")
  private int folds;

  @Option(
      names = "--clients",
      paramLabel = "WHICH",
      defaultValue = "all",
      description =
          "all, seen (those that trained) or unseen (those that adapted to the finished model).")
  private ProbeAction.Clients clients;

  @Option(
      names = "--out",
      paramLabel = "FILE.png",
      description = "Draw the embeddings in the plane of their two principal components.")
  private Path picture;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    if (folds < 2) {
      throw new ParameterException(
          spec.commandLine(), "expected --folds of 2 or more but was " + folds);
    }
    ProbeAction.probe(directory, clients, folds, picture, spec.commandLine().getOut());
  }
}
