package dev.clientele.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.clientele.config.SweepConfig.Axis;
import dev.clientele.config.SweepConfig.Setting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads axes out of HOCON; what cannot be used is noted and left out. */
final class SweepReader {
  static final String VARIANT = "variant";
  private static final String KEY = "value";

  private final Problems problems;

  SweepReader(Problems problems) {
    this.problems = problems;
  }

  /** An axis for every list in the block, in the order of the file's lines. */
  List<Axis> axes(ConfigObject block) {
    List<Axis> axes = new ArrayList<>();
    for (Map.Entry<String, ConfigValue> entry : inOrder(block)) {
      if (entry.getValue() instanceof ConfigList list) {
        axes.add(axis(entry.getKey(), list));
      } else {
        problems.add(
            entry.getValue().origin(),
            entry.getKey()
                + ": expected a list of values to try but was "
                + Block.shown(entry.getValue()));
      }
    }
    return axes;
  }

  /** The axis that {@code path=a,b,c} on the command line describes. */
  Axis axis(String text, Config base) {
    ConfigOrigin origin = ConfigOriginFactory.newSimple("--vary " + text);
    int equals = text.indexOf('=');
    if (equals < 1) {
      problems.add(origin, "expected path=value,value,...");
      return new Axis(text, List.of());
    }
    try {
      ConfigParseOptions options =
          ConfigParseOptions.defaults()
              .setSyntax(ConfigSyntax.CONF)
              .setOriginDescription(origin.description());
      Config parsed =
          ConfigFactory.parseString(KEY + " = [" + text.substring(equals + 1) + "]", options)
              .withFallback(base)
              .resolve();
      return axis(plainPath(text.substring(0, equals).strip()), parsed.getList(KEY));
    } catch (ConfigException e) {
      problems.add(origin, Origins.strip(e.getMessage(), e.origin()));
      return new Axis(text, List.of());
    }
  }

  /** An axis of several keys at once; empty settings where there are no variants. */
  Axis variants(ConfigList list) {
    List<Setting> settings = new ArrayList<>();
    for (ConfigValue each : list) {
      if (each instanceof ConfigObject variant
          && variant.get("name") != null
          && variant.get("name").valueType() == ConfigValueType.STRING
          && variant.get("set") instanceof ConfigObject set
          && variant.size() == 2) {
        settings.add(new Setting((String) variant.get("name").unwrapped(), assignments(set)));
      } else {
        problems.add(
            each.origin(),
            "clientele.sweep.variants: expected { name = ..., set { ... } } but was "
                + Block.shown(each));
      }
    }
    requireDifferent(VARIANT, settings, list.origin());
    return new Axis(VARIANT, settings);
  }

  /** Every value below a block as {@code path=value}. */
  List<String> assignments(ConfigObject block) {
    return inOrder(block).stream().map(e -> assignment(e.getKey(), e.getValue())).toList();
  }

  private Axis axis(String path, ConfigList list) {
    List<Setting> settings = new ArrayList<>();
    for (ConfigValue value : list) {
      if (value instanceof ConfigObject || value.valueType() == ConfigValueType.NULL) {
        problems.add(
            value.origin(),
            path + ": expected values, not blocks (clientele.sweep.variants sets several keys)");
      } else {
        settings.add(new Setting(label(value), List.of(assignment(path, value))));
      }
    }
    if (list.isEmpty()) {
      problems.add(list.origin(), path + ": expected at least one value to try but was []");
    }
    requireDifferent(path, settings, list.origin());
    return new Axis(path, settings);
  }

  private void requireDifferent(String name, List<Setting> settings, ConfigOrigin origin) {
    Set<String> seen = new HashSet<>();
    for (Setting setting : settings) {
      if (!seen.add(setting.label())) {
        problems.add(
            origin, name + ": expected different values but was " + setting.label() + " twice");
      }
    }
  }

  private static String label(ConfigValue value) {
    return value.unwrapped() instanceof String text ? text : Block.shown(value);
  }

  private static String assignment(String path, ConfigValue value) {
    // Text keeps its quotes, a number its notation.
    return path
        + "="
        + (value.valueType() == ConfigValueType.NUMBER
            ? Block.shown(value)
            : value.render(ConfigRenderOptions.concise()));
  }

  /** Every value below a block with its path; keys may be nested, dotted, or dotted and quoted. */
  private static List<Map.Entry<String, ConfigValue>> inOrder(ConfigObject block) {
    return block.toConfig().entrySet().stream()
        .map(e -> Map.entry(plainPath(e.getKey()), e.getValue()))
        .sorted(
            Comparator.comparingInt(
                    (Map.Entry<String, ConfigValue> e) -> e.getValue().origin().lineNumber())
                .thenComparing(Map.Entry::getKey))
        .toList();
  }

  private static String plainPath(String path) {
    String plain = String.join(".", ConfigUtil.splitPath(path));
    return plain.startsWith("clientele.") ? plain.substring("clientele.".length()) : plain;
  }
}
