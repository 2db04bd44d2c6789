package dev.clientele.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Reads a simulation's file over the defaults of {@code reference.conf}. */
public final class ConfigLoader {
  private static final String ROOT = "clientele";
  private static final String SWEEP = ROOT + ".sweep";
  private static final String PINNED = "PinnedDispatcher";

  private ConfigLoader() {}

  /**
   * Reads and validates a configuration.
   *
   * @param file HOCON; what it leaves out has the default
   * @param overrides {@code path=value}, which win over the file; the path may begin with {@code
   *     clientele.} or leave that out
   * @param seed wins over every other seed
   * @throws ConfigurationException if anything is wrong, with everything that is
   */
  public static LoadedConfig load(Path file, List<String> overrides, OptionalLong seed) {
    return load(file, overrides, List.of(), seed);
  }

  /** The same with the settings of a sweep's cell, which win over the overrides. */
  static LoadedConfig load(
      Path file, List<String> overrides, List<String> settings, OptionalLong seed) {
    try {
      Config resolved = resolved(file, overrides, settings, seed);
      ConfigObject defaults = resolve(file, defaults()).root();
      // A sweep is no part of what one run is.
      return new LoadedConfig(validate(resolved.root(), defaults), resolved.withoutPath(SWEEP));
    } catch (StackOverflowError e) { // Typesafe Config calls itself for every bracket
      throw new ConfigurationException(
          List.of(new Problem(file.toString(), "expected fewer brackets within brackets")));
    }
  }

  /** Every value, not validated; a sweep's block is still in it. */
  static Config resolved(
      Path file, List<String> overrides, List<String> settings, OptionalLong seed) {
    List<Problem> problems = new ArrayList<>();
    Config user =
        Overrides.parse(settings, "sweep ", problems)
            .withFallback(Overrides.parse(overrides, seed, problems))
            .withFallback(read(file, problems));
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return resolve(file, user.withFallback(defaults()));
  }

  private static Config defaults() {
    return ConfigFactory.parseResources(ConfigLoader.class.getClassLoader(), "reference.conf");
  }

  private static Config read(Path file, List<Problem> problems) {
    if (!Files.exists(file) || Files.isDirectory(file)) {
      String found = Files.exists(file) ? "this is a folder" : "there is none";
      problems.add(new Problem(file.toString(), "expected a configuration file but " + found));
      return ConfigFactory.empty();
    }
    ConfigParseOptions options =
        ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF).setAllowMissing(false);
    try {
      return ConfigFactory.parseFile(file.toFile(), options);
    } catch (ConfigException e) {
      problems.add(problem(file, e));
    }
    return ConfigFactory.empty();
  }

  private static Config resolve(Path file, Config config) {
    try {
      return config.resolve();
    } catch (ConfigException e) {
      throw new ConfigurationException(List.of(problem(file, e)));
    }
  }

  private static ClienteleConfig validate(ConfigObject resolved, ConfigObject defaults) {
    Problems problems = new Problems(resolved);
    KeyNames.check(resolved, defaults, problems);
    Block root = new Block("", Map.of(ROOT, resolved.get(ROOT)), problems);
    ClienteleConfig config = ClienteleConfig.read(root.block(ROOT));
    Combinations.check(config, problems);
    requirePinned(resolved.toConfig(), problems);
    problems.throwIfAny();
    return config;
  }

  /** Pekko reads the dispatcher, but a worker's native threads and memory are its thread's. */
  private static void requirePinned(Config resolved, Problems problems) {
    String path = ROOT + ".compute-dispatcher.type";
    Object type = resolved.hasPath(path) ? resolved.getValue(path).unwrapped() : "nothing";
    problems.require(type.equals(PINNED), path + ": expected " + PINNED + " but was " + type, path);
  }

  private static Problem problem(Path file, ConfigException e) {
    return e.origin() == null
        ? new Problem(file.toString(), e.getMessage())
        : new Problem(Origins.describe(e.origin()), Origins.strip(e.getMessage(), e.origin()));
  }
}
