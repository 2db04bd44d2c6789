package dev.clientele.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Values from the command line, over those of the file. */
final class Overrides {
  private static final String KEY = "value";

  private Overrides() {}

  /** Reads {@code path=value} texts; of two for the same path the later one wins. */
  static Config parse(List<String> overrides, OptionalLong seed, List<Problem> problems) {
    Config result = parse(overrides, "--set ", problems);
    return seed.isEmpty() ? result : seed(seed.getAsLong()).withFallback(result);
  }

  /** The same; messages name {@code giver}, which stands before the text. */
  static Config parse(List<String> overrides, String giver, List<Problem> problems) {
    Config result = ConfigFactory.empty();
    for (String override : overrides) {
      try {
        result = parse(override, giver + override).withFallback(result);
      } catch (ConfigException e) {
        problems.add(new Problem(giver + override, Origins.strip(e.getMessage(), e.origin())));
      }
    }
    return result;
  }

  /** The key that {@code path=value} sets, as far as the text has one. */
  static String pathOf(String override) {
    String path = override.substring(0, Math.max(0, override.indexOf('=')));
    try {
      return fullPath(path);
    } catch (ConfigException e) { // reported when the override is parsed
      return path;
    }
  }

  private static Config seed(long seed) {
    return ConfigFactory.empty()
        .withValue(
            "clientele.seed",
            ConfigValueFactory.fromAnyRef(seed)
                .withOrigin(ConfigOriginFactory.newSimple("--seed " + seed)));
  }

  private static Config parse(String override, String origin) {
    int equals = override.indexOf('=');
    if (equals < 1) {
      throw new ConfigException.Generic("expected path=value");
    }
    ConfigParseOptions options =
        ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF).setOriginDescription(origin);
    ConfigObject parsed =
        ConfigFactory.parseString(KEY + " = " + override.substring(equals + 1), options).root();
    if (parsed.size() != 1 || !parsed.containsKey(KEY)) {
      throw new ConfigException.Generic("expected one value; put text into double quotes");
    }
    return ConfigFactory.empty()
        .withValue(fullPath(override.substring(0, equals)), parsed.get(KEY));
  }

  /** Paths may leave out the first part, as everything of ours is below it. */
  private static String fullPath(String path) {
    List<String> keys = new ArrayList<>(ConfigUtil.splitPath(path.strip()));
    if (!keys.getFirst().equals("clientele") && !keys.getFirst().equals("pekko")) {
      keys.addFirst("clientele");
    }
    return ConfigUtil.joinPath(keys);
  }
}
