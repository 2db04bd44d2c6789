package dev.clientele.cli;

import dev.clientele.config.ConfigLoader;
import dev.clientele.config.ConfigurationException;
import dev.clientele.config.LoadedConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A configuration file and what the command line changes in it. */
final class ConfigOptions {
  @Parameters(paramLabel = "CONF", description = "The configuration file (HOCON).")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "path=value",
      description = "Sets one key, such as rounds=5 or data.height=28; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(names = "--seed", paramLabel = "N", description = "Sets the seed.")
  private Long seed;

  /** Reads the file; {@link ConfigurationException} if anything is wrong. */
  LoadedConfig load() {
    return ConfigLoader.load(
        file, overrides, seed == null ? OptionalLong.empty() : OptionalLong.of(seed));
  }

  /** The whole command line's words. */
  static List<String> words(CommandSpec spec) {
    List<String> words = new ArrayList<>(List.of("clientele"));
    words.addAll(spec.root().commandLine().getParseResult().originalArgs());
    return words;
  }
}
