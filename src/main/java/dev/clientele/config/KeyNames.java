package dev.clientele.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Finds keys that nothing reads, by comparing a configuration with the one of all defaults. */
final class KeyNames {
  /** Blocks whose keys are paths of others; each cell of a sweep is checked as a whole. */
  private static final Set<List<String>> VARIED =
      Set.of(
          List.of("clientele", "sweep", "vary"),
          List.of("clientele", "sweep", "tune", "vary"),
          List.of("clientele", "sweep", "tune", "set"));

  private final List<List<String>> known = new ArrayList<>();
  private final Problems problems;

  private KeyNames(Problems problems) {
    this.problems = problems;
  }

  /**
   * Notes every key of {@code actual} that {@code defaults} does not have, except in the blocks
   * that are Pekko's to read.
   */
  static void check(ConfigObject actual, ConfigObject defaults, Problems problems) {
    KeyNames names = new KeyNames(problems);
    names.collect(List.of(), defaults);
    names.compare(List.of(), actual, defaults);
  }

  /** The edit distance of Levenshtein 1966. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int above = row[j];
        int swap = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(swap, 1 + Math.min(above, row[j - 1]));
        diagonal = above;
      }
    }
    return row[b.length()];
  }

  private void collect(List<String> path, ConfigObject block) {
    for (Map.Entry<String, ConfigValue> e : new TreeMap<>(block).entrySet()) {
      List<String> here = append(path, e.getKey());
      known.add(here);
      if (e.getValue() instanceof ConfigObject inner && !isBelowPekkos(here)) {
        collect(here, inner);
      }
    }
  }

  private void compare(List<String> path, ConfigObject actual, ConfigObject defaults) {
    for (Map.Entry<String, ConfigValue> e : actual.entrySet()) {
      List<String> here = append(path, e.getKey());
      if (isBelowPekkos(here) || VARIED.contains(here)) {
        continue;
      }
      ConfigValue expected = defaults.get(e.getKey());
      if (expected == null) {
        problems.add(
            e.getValue().origin(),
            ConfigUtil.joinPath(here) + ": unknown key; the nearest known one is " + nearest(here));
      } else if (expected instanceof ConfigObject block && e.getValue() instanceof ConfigObject o) {
        compare(here, o, block);
      }
    }
  }

  private String nearest(List<String> path) {
    List<String> best = known.getFirst();
    for (List<String> candidate : known) {
      if (difference(path, candidate) < difference(path, best)) {
        best = candidate;
      }
    }
    return ConfigUtil.joinPath(best);
  }

  /** A misspelt path, or a path's last part that was put into the wrong block. */
  private static int difference(List<String> a, List<String> b) {
    int whole = distance(String.join(".", a), String.join(".", b));
    return Math.min(whole, distance(a.getLast(), b.getLast()) + 2);
  }

  /** Whether the key is in a block that is Pekko's to read: its own, or a dispatcher of ours. */
  static boolean isBelowPekkos(List<String> path) {
    return path.getFirst().equals("pekko")
        || (path.size() > 1
            && path.getFirst().equals("clientele")
            && path.get(1).endsWith("-dispatcher"));
  }

  private static List<String> append(List<String> path, String key) {
    List<String> longer = new ArrayList<>(path);
    longer.add(key);
    return List.copyOf(longer);
  }
}
