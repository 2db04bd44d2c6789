package dev.clientele.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a finished run's model as a folder that other runs start from. */
@Command(
    name = "export",
    description =
        "Writes a finished run's diffusion model as a model folder (network.pretrained), or a"
            + " client's adapters as PEFT stores them.")
final class ExportCommand implements Runnable {
  @Parameters(paramLabel = "DIR", description = "The run's directory.")
  private Path directory;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "The folder to write.")
  private Path folder;

  @Option(
      names = "--adapters-of",
      paramLabel = "ID",
      defaultValue = "-1",
      description = "warmfed, synthetic: the adapters that this client sent, instead of a model.")
  private int client;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    ExportAction.export(directory, folder, client, spec.commandLine().getOut());
  }
}
