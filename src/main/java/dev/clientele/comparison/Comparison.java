package dev.clientele.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finished runs, grouped.
 *
 * @param keys in what the groups differ
 * @param groups in the order in which their first runs were given
 */
public record Comparison(List<String> keys, List<Group> groups) {
  /** Keys that decide no figure. */
  private static final Set<String> NO_PART_OF_THE_RESULT =
      Set.of(
          "name",
          "compute.workers",
          "compute.window",
          "compute.transfer",
          "compute.attempts",
          "checkpoint.every",
          "checkpoint.events",
          "faults.kill-every");

  /** Where runs of equal configuration and seed are compared, as of two versions. */
  private static final String RUN = "run";

  /** Copies the lists. */
  public Comparison {
    keys = List.copyOf(keys);
    groups = List.copyOf(groups);
  }

  /** Whether two runs may give different figures if they differ in this key. */
  public static boolean decides(String key) {
    return !NO_PART_OF_THE_RESULT.contains(key);
  }

  /**
   * Groups runs that differ in nothing but their seeds.
   *
   * @param runs at least one
   */
  public static Comparison of(List<FinishedRun> runs) {
    List<String> keys = differing(runs);
    List<List<FinishedRun>> groups = new ArrayList<>();
    for (FinishedRun run : runs) {
      groups.stream()
          .filter(g -> values(g.getFirst(), keys).equals(values(run, keys)))
          .filter(g -> g.stream().noneMatch(other -> other.seed() == run.seed()))
          .findFirst()
          .ifPresentOrElse(g -> g.add(run), () -> groups.add(new ArrayList<>(List.of(run))));
    }
    long different = groups.stream().map(g -> values(g.getFirst(), keys)).distinct().count();
    boolean named = different < groups.size();
    List<Group> result = new ArrayList<>();
    for (List<FinishedRun> group : groups) {
      SequencedMap<String, String> settings = values(group.getFirst(), keys);
      if (named) {
        settings.putFirst(RUN, nameOf(group));
      }
      result.add(new Group(settings, group));
    }
    List<String> all = new ArrayList<>(keys);
    if (named) {
      all.addFirst(RUN);
    }
    return new Comparison(all, result);
  }

  private static String nameOf(List<FinishedRun> group) {
    return group.stream().map(FinishedRun::name).collect(Collectors.joining("+"));
  }

  /** The keys whose values are not the same in all runs. */
  private static List<String> differing(List<FinishedRun> runs) {
    SortedMap<String, Set<String>> values = new TreeMap<>();
    for (FinishedRun run : runs) {
      run.configuration()
          .forEach((key, text) -> values.computeIfAbsent(key, _ -> new TreeSet<>()).add(text));
    }
    values.keySet().removeAll(NO_PART_OF_THE_RESULT);
    return values.entrySet().stream()
        .filter(e -> e.getValue().size() > 1 || !everywhere(e.getKey(), runs))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean everywhere(String key, List<FinishedRun> runs) {
    return runs.stream().allMatch(run -> run.configuration().containsKey(key));
  }

  private static SequencedMap<String, String> values(FinishedRun run, List<String> keys) {
    SequencedMap<String, String> values = new LinkedHashMap<>();
    keys.forEach(key -> values.put(key, run.configuration().getOrDefault(key, "\u2013")));
    return values;
  }

  /** Every figure that one of the runs has, in the order of summary.json. */
  public SequencedSet<String> metrics() {
    SequencedSet<String> metrics = new LinkedHashSet<>();
    groups.forEach(group -> metrics.addAll(group.metrics()));
    return metrics;
  }

  /**
   * What to show where nobody asked for something: the own models' figures of the unseen, then of
   * the seen clients, what an unseen client stores, the bytes, and the time.
   */
  public List<String> mainMetrics() {
    List<String> main = new ArrayList<>();
    for (String group : List.of("unseen.", "seen.")) {
      metrics().stream()
          .filter(m -> m.startsWith(group) && m.indexOf('.', group.length()) < 0)
          .filter(m -> !m.equals(group + "clients"))
          .forEach(main::add);
    }
    List.of("parameters.adapted", "bytes.down", "bytes.up", "seconds").stream()
        .filter(metrics()::contains)
        .forEach(main::add);
    return main;
  }
}
