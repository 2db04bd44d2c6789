package dev.clientele.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a grid of configurations. */
@Command(
    name = "sweep",
    description = {
      "Runs every combination of varied values, each in a run's directory of its own, and draws the"
          + " results.",
      "What varies is in the configuration's block \"sweep\" or given with --vary and --seeds."
          + " The same command goes on with a sweep that was interrupted."
    })
final class SweepCommand implements Runnable {
  @Parameters(paramLabel = "CONF", description = "The configuration file (HOCON).")
  private Path file;

  @Option(
      names = "--vary",
      paramLabel = "path=a,b,c",
      description =
          "Varies one key, such as method.local-steps=8,16,32; may be repeated. The last one varies"
              + " fastest.")
  private List<String> varied = new ArrayList<>();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      split = ",",
      description = "Runs every combination with each of these seeds, such as 1,2,3.")
  private List<Long> seeds = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "path=value",
      description = "Sets one key in all cells; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--metric",
      paramLabel = "NAME",
      description =
          "Shows and draws this figure of summary.json, such as unseen.loss; may be repeated.")
  private List<String> metrics = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The sweep's directory; otherwise runs/NAME-sweep.")
  private Path directory;

  @Option(
      names = "--reuse",
      paramLabel = "DIR",
      description =
          "Go on from the finished pre-trainings of this sweep where they are the same; may be"
              + " repeated.")
  private List<Path> reuse = new ArrayList<>();

  @Option(names = "--retry", description = "Run cells that failed again.")
  private boolean retry;

  @Option(names = "--list", description = "Show the cells and how far they are, and run nothing.")
  private boolean list;

  @Option(names = "--quiet", description = "No progress.")
  private boolean quiet;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    SweepAction action =
        new SweepAction(
            new SweepAction.Request(file, overrides, varied, seeds, metrics, reuse),
            directory,
            ConfigOptions.words(spec),
            spec.commandLine().getOut());
    if (list) {
      action.list();
    } else {
      action.run(retry, quiet);
    }
  }
}
