package dev.clientele.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Writes configurations as HOCON, for people and for a run's directory. */
public final class ConfigPrinter {
  private static final String ROOT = "clientele";

  private ConfigPrinter() {}

  /** Every value below {@code clientele}, one a line, with where it comes from as a comment. */
  public static String explained(LoadedConfig loaded) {
    Map<String, String> assignments = new TreeMap<>();
    Map<String, ConfigValue> values = new TreeMap<>();
    for (Map.Entry<String, ConfigValue> e : loaded.resolved().getConfig(ROOT).entrySet()) {
      String path = ROOT + "." + e.getKey();
      values.put(path, e.getValue());
      assignments.put(path, path + " = " + Block.shown(e.getValue()));
    }
    int width = assignments.values().stream().mapToInt(String::length).max().orElse(0);
    StringBuilder text = new StringBuilder();
    assignments.forEach(
        (path, assignment) ->
            text.append(assignment)
                .append(" ".repeat(width - assignment.length()))
                .append("  # ")
                .append(Origins.describe(values.get(path).origin()))
                .append('\n'));
    return text.toString();
  }

  /**
   * The configuration in a form that loads again to an equal one: a function of the values alone,
   * whatever file, line or notation each of them came from.
   */
  public static String reloadable(LoadedConfig loaded) {
    Config own = ConfigValueFactory.fromMap(values(loaded.config())).atKey(ROOT);
    Config config = own.withFallback(pekkos(loaded.resolved()));
    ConfigRenderOptions options =
        ConfigRenderOptions.defaults().setOriginComments(false).setComments(false).setJson(false);
    return config.root().render(options);
  }

  /** Pekko's settings that a user has changed, and the dispatchers among our own keys. */
  private static Config pekkos(Config resolved) {
    Config result = ConfigFactory.empty();
    for (Map.Entry<String, ConfigValue> e : resolved.entrySet()) {
      List<String> path = ConfigUtil.splitPath(e.getKey());
      boolean changed = !Origins.isDefault(e.getValue().origin());
      if (KeyNames.isBelowPekkos(path) && changed) {
        result = result.withValue(e.getKey(), e.getValue());
      }
    }
    return result;
  }

  private static Map<String, Object> values(Record block) {
    Map<String, Object> result = new TreeMap<>();
    for (RecordComponent component : block.getClass().getRecordComponents()) {
      Object value;
      try {
        value = component.getAccessor().invoke(block);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("a public record's accessor", e);
      }
      result.put(keyOf(component.getName()), plain(value));
    }
    return result;
  }

  private static Object plain(Object value) {
    return switch (value) {
      case Record inner -> values(inner);
      case Enum<?> choice -> Block.nameOf(choice);
      // A set's own order changes from one process to the next.
      case Set<?> set -> set.stream().sorted().map(ConfigPrinter::plain).toList();
      case Collection<?> list -> list.stream().map(ConfigPrinter::plain).toList();
      default -> value;
    };
  }

  /** {@code learningRate} is {@code learning-rate} in a file. */
  static String keyOf(String component) {
    return component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
