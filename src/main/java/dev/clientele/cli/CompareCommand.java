package dev.clientele.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts finished runs side by side. */
@Command(
    name = "compare",
    description = {
      "Shows the final metrics of finished runs side by side, and draws them.",
      "Runs that differ only in their seeds are one column: mean and standard deviation."
    })
final class CompareCommand implements Runnable {
  @Parameters(paramLabel = "DIR", arity = "1..*", description = "The runs' directories.")
  private List<Path> directories;

  @Option(
      names = "--metric",
      paramLabel = "NAME",
      description =
          "Shows and draws this figure of summary.json, such as unseen.loss or"
              + " unseen.loss.population; may be repeated.")
  private List<String> metrics = new ArrayList<>();

  @Option(names = "--out", paramLabel = "FILE.csv", description = "Also writes every figure.")
  private Path table;

  @Option(
      names = "--plot",
      paramLabel = "FILE.png",
      defaultValue = "comparison.png",
      description = "The picture to write (default: ${DEFAULT-VALUE}).")
  private Path plot;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    requireEnding(table, ".csv", "--out");
    requireEnding(plot, ".png", "--plot");
    CompareAction.compare(directories, metrics, table, plot, spec.commandLine().getOut());
  }

  private void requireEnding(Path file, String ending, String option) {
    if (file != null && !file.toString().endsWith(ending)) {
      throw new ParameterException(
          spec.commandLine(),
          "expected " + option + " of a file that ends in " + ending + " but was " + file);
    }
  }
}
