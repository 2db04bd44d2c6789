package dev.clientele.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Configurations as texts by path, to be compared: equal values have equal texts, however they were
 * written down. Paths leave {@code clientele.} out; dispatchers and Pekko's settings are not there.
 */
public final class ConfigValues {
  private static final String ROOT = "clientele";
  private static final int MOST_DIGITS = 10;

  private ConfigValues() {}

  /** Of a configuration. */
  public static SortedMap<String, String> of(LoadedConfig loaded) {
    return flatten(ConfigFactory.parseString(ConfigPrinter.reloadable(loaded.withAbsolutePaths())));
  }

  /**
   * Of a run's config.conf, which a version with other keys may have written: what it leaves out
   * has the default.
   *
   * @throws ConfigurationException if the file cannot be read
   */
  public static SortedMap<String, String> read(Path file) {
    try {
      return flatten(
          ConfigFactory.parseFile(
                  file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false))
              .withFallback(
                  ConfigFactory.parseResources(
                      ConfigValues.class.getClassLoader(), "reference.conf"))
              .resolve()
              .withoutPath(ROOT + ".sweep"));
    } catch (ConfigException e) {
      throw new ConfigurationException(List.of(new Problem(file.toString(), e.getMessage())));
    }
  }

  private static SortedMap<String, String> flatten(Config config) {
    TreeMap<String, String> values = new TreeMap<>();
    for (Map.Entry<String, ConfigValue> entry : config.entrySet()) {
      List<String> path = ConfigUtil.splitPath(entry.getKey());
      if (path.getFirst().equals(ROOT) && !KeyNames.isBelowPekkos(path)) {
        values.put(String.join(".", path.subList(1, path.size())), text(entry.getValue()));
      }
    }
    return Collections.unmodifiableSortedMap(values);
  }

  private static String text(ConfigValue value) {
    return switch (value) {
      case ConfigList list ->
          list.stream().map(ConfigValues::text).collect(Collectors.joining(", ", "[", "]"));
      case ConfigValue v when v.unwrapped() instanceof Number n -> number(n.toString());
      default -> String.valueOf(value.unwrapped());
    };
  }

  /** Plain digits; with an exponent where those would be many. */
  private static String number(String text) {
    BigDecimal number = new BigDecimal(text).stripTrailingZeros();
    String plain = number.toPlainString();
    return plain.length() <= MOST_DIGITS ? plain : number.unscaledValue() + "e" + -number.scale();
  }
}
