package dev.clientele.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares our network with diffusers'. */
@Command(
    name = "verify",
    description =
        "Compares output, loss, gradients and DDIM steps with the vectors in a diffusers folder.")
final class VerifyCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FOLDER",
      description = "A diffusers model folder with vectors.safetensors.")
  private Path folder;

  @Option(
      names = "--tolerance",
      paramLabel = "X",
      defaultValue = "1e-4",
      description = "The largest relative error that passes (default: ${DEFAULT-VALUE}).")
  private double tolerance;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (!(tolerance >= 0)) {
      throw new ParameterException(
          spec.commandLine(), "expected --tolerance of 0 or more but was " + tolerance);
    }
    boolean passed = VerifyAction.verify(folder, tolerance, spec.commandLine().getOut());
    return passed ? ExitCode.DONE : ExitCode.FAILED;
  }
}
