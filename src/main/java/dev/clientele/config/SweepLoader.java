package dev.clientele.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import dev.clientele.config.SweepConfig.Axis;
import dev.clientele.config.SweepConfig.Goal;
import dev.clientele.config.SweepConfig.Setting;
import dev.clientele.config.SweepConfig.Tuning;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Reads what a sweep varies from a configuration's block and the command line. */
public final class SweepLoader {
  private static final String SWEEP = "clientele.sweep";

  private final Config whole;
  private final Problems problems;
  private final SweepReader reader;

  private SweepLoader(Config whole) {
    this.whole = whole;
    this.problems = new Problems(whole.root());
    this.reader = new SweepReader(problems);
  }

  /**
   * Reads a sweep. The configuration as it stands, without what varies, must be in order, too.
   *
   * @param file HOCON
   * @param overrides {@code path=value}, which win over the file
   * @param varied {@code path=value,value,...}, each in the place of the file's axis of that path
   * @param seeds in the place of the file's, unless empty
   * @param metrics in the place of the file's, unless empty
   * @throws ConfigurationException if anything is wrong, with everything that is
   */
  public static SweepConfig load(
      Path file,
      List<String> overrides,
      List<String> varied,
      List<Long> seeds,
      List<String> metrics) {
    LoadedConfig base = ConfigLoader.load(file, overrides, OptionalLong.empty());
    Config whole = ConfigLoader.resolved(file, overrides, List.of(), OptionalLong.empty());
    return new SweepLoader(whole).read(base, overrides, varied, seeds, metrics);
  }

  private SweepConfig read(
      LoadedConfig base,
      List<String> overrides,
      List<String> varied,
      List<Long> seeds,
      List<String> metrics) {
    ConfigObject root = whole.getObject(SWEEP);
    Block block = new Block(SWEEP, root, problems);
    ConfigObject tuneRoot = object(root, "tune");
    Block tune = new Block(SWEEP + ".tune", tuneRoot, problems);
    List<Axis> axes = new ArrayList<>();
    Axis variants = reader.variants(list(root, "variants"));
    if (!variants.settings().isEmpty()) {
      axes.add(variants);
    }
    List<Axis> given = varied.stream().map(v -> reader.axis(v, whole)).toList();
    for (Axis axis : reader.axes(object(root, "vary"))) {
      if (given.stream().noneMatch(g -> g.name().equals(axis.name()))) {
        axes.add(axis);
      }
    }
    axes.addAll(given);
    List<Axis> tuned = reader.axes(object(tuneRoot, "vary"));
    List<Long> all = firstOf(seeds, block.longIntegers("seeds"), List.of(base.config().seed()));
    List<Long> tuneSeeds = firstOf(tune.longIntegers("seeds"), List.of(all.getFirst()), List.of());
    SweepConfig sweep =
        new SweepConfig(
            axes,
            all,
            metrics.isEmpty() ? block.texts("metrics") : metrics,
            new Tuning(
                tuned,
                tune.text("metric"),
                tune.choice("goal", Goal.class),
                tuneSeeds,
                reader.assignments(object(tuneRoot, "set"))),
            block.integer("remembered", 0, 1_000_000));
    check(sweep, overrides);
    problems.throwIfAny();
    return sweep;
  }

  private static <T> List<T> firstOf(List<T> first, List<T> second, List<T> third) {
    return !first.isEmpty() ? first : !second.isEmpty() ? second : third;
  }

  private ConfigList list(ConfigObject block, String key) {
    ConfigValue value = block.get(key);
    if (value instanceof ConfigList list) {
      return list;
    }
    reject(value, key, "a list [...]");
    return ConfigValueFactory.fromIterable(List.of());
  }

  private ConfigObject object(ConfigObject block, String key) {
    ConfigValue value = block.get(key);
    if (value instanceof ConfigObject object) {
      return object;
    }
    reject(value, key, "a block { ... }");
    return ConfigFactory.empty().root();
  }

  /** An absent value's block was rejected already. */
  private void reject(ConfigValue value, String key, String expected) {
    if (value != null) {
      problems.add(
          value.origin(),
          SWEEP + "." + key + ": expected " + expected + " but was " + Block.shown(value));
    }
  }

  private void check(SweepConfig sweep, List<String> overrides) {
    List<Axis> all = new ArrayList<>(sweep.axes());
    all.addAll(sweep.tuning().axes());
    Map<String, String> setBy = new HashMap<>();
    overrides.forEach(o -> setBy.put(Overrides.pathOf(o), "--set"));
    for (Axis axis : all) {
      axis.settings().stream()
          .flatMap(s -> s.assignments().stream())
          .map(Overrides::pathOf)
          .distinct()
          .forEach(path -> requireOnce(path, axis.name(), setBy));
    }
    overrides.forEach(o -> setBy.remove(Overrides.pathOf(o)));
    sweep.tuning().assignments().forEach(a -> requireOnce(Overrides.pathOf(a), "tune.set", setBy));
    if (new HashSet<>(sweep.seeds()).size() < sweep.seeds().size()) {
      say("expected different seeds but was " + sweep.seeds());
    }
    if (!sweep.seeds().containsAll(sweep.tuning().seeds())) {
      say(
          "tune.seeds: expected some of the seeds "
              + sweep.seeds()
              + " but was "
              + sweep.tuning().seeds());
    }
    if (all.isEmpty() && sweep.seeds().size() == 1) {
      say("expected something to vary (vary, variants, tune.vary, --vary) or more than one seed");
    }
  }

  private void requireOnce(String path, String axis, Map<String, String> setBy) {
    String other = setBy.putIfAbsent(path, axis);
    if (path.equals("clientele.seed")) {
      say(axis + ": expected another key; seeds are listed in clientele.sweep.seeds or --seeds");
    } else if (other != null) {
      say(path + ": expected to be set by one of " + other + " and " + axis + " but was by both");
    }
  }

  private void say(String message) {
    problems.add(whole.getValue(SWEEP).origin(), SWEEP + ": " + message);
  }

  /**
   * The configuration of one cell.
   *
   * @throws ConfigurationException if anything is wrong, with everything that is
   */
  public static LoadedConfig cell(
      Path file, List<String> overrides, List<Setting> settings, long seed) {
    List<String> assignments = settings.stream().flatMap(s -> s.assignments().stream()).toList();
    return ConfigLoader.load(file, overrides, assignments, OptionalLong.of(seed));
  }
}
