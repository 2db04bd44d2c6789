package dev.clientele.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Collects what is wrong while one configuration is read; not thread-safe. */
final class Problems {
  private record Located(String source, int line, Problem problem) {}

  private final ConfigObject root;
  private final List<Located> found = new ArrayList<>();
  private final Set<String> broken = new HashSet<>();

  /** For a configuration with the given values, whose origins are named in messages. */
  Problems(ConfigObject root) {
    this.root = root;
  }

  /** The value of {@code path} cannot be used; nothing further is said about it. */
  void broken(String path, ConfigOrigin origin, String message) {
    broken.add(path);
    add(origin, path + ": " + message);
  }

  void add(ConfigOrigin origin, String message) {
    found.add(
        new Located(
            Origins.describe(origin).replaceFirst(":\\d+$", ""),
            origin.lineNumber(),
            new Problem(Origins.describe(origin), message)));
  }

  /**
   * A rule about several keys: skipped where one of them is broken, and blamed on the first of them
   * that the user has set.
   */
  void require(boolean holds, String message, String... paths) {
    if (holds || Stream.of(paths).anyMatch(this::isBroken)) {
      return;
    }
    ConfigOrigin origin =
        Stream.of(paths)
            .map(this::origin)
            .filter(Objects::nonNull)
            .min(Comparator.comparing(Origins::isDefault))
            .orElseThrow();
    add(origin, message);
  }

  /** Throws everything that was found, if anything was: file by file, line by line. */
  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new ConfigurationException(
          found.stream()
              .sorted(Comparator.comparing(Located::source).thenComparingInt(Located::line))
              .map(Located::problem)
              .toList());
    }
  }

  private boolean isBroken(String path) {
    return broken.stream().anyMatch(b -> path.equals(b) || path.startsWith(b + "."));
  }

  private ConfigOrigin origin(String path) {
    ConfigValue value = root;
    for (String key : ConfigUtil.splitPath(path)) {
      value = value instanceof ConfigObject object ? object.get(key) : null;
    }
    return value == null ? null : value.origin();
  }
}
