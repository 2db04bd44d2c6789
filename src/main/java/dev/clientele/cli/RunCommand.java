package dev.clientele.cli;

import dev.clientele.config.LoadedConfig;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts a simulation. */
@Command(name = "run", description = "Runs a simulation and writes its run directory.")
final class RunCommand implements Runnable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  @Mixin private ConfigOptions config;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run's directory; otherwise runs/NAME-YYYYMMDD-HHMMSS.")
  private Path directory;

  @Option(names = "--force", description = "Replace a run that is in the directory already.")
  private boolean force;

  @Option(names = "--quiet", description = "No progress.")
  private boolean quiet;

  @Mixin private LeadOptions lead;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    LoadedConfig loaded = config.load();
    Path to = directory == null ? defaultDirectory(loaded.config().name()) : directory;
    RunAction.run(
        loaded,
        to,
        force,
        quiet,
        ConfigOptions.words(spec),
        spec.commandLine().getOut(),
        lead.lead(spec));
  }

  static Path defaultDirectory(String name) {
    return Path.of("runs", name + "-" + TIME.format(ZonedDateTime.now(ZoneId.systemDefault())));
  }
}
