package dev.clientele.comparison;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;

/**
 * Runs that differ in nothing but their seeds.
 *
 * @param settings what sets the group apart from the others: texts by key
 * @param runs at least one, each with a seed of its own
 */
public record Group(SequencedMap<String, String> settings, List<FinishedRun> runs) {
  /** Makes both unmodifiable. */
  public Group {
    settings = Collections.unmodifiableSequencedMap(settings);
    runs = List.copyOf(runs);
  }

  /** The figure over the seeds. */
  public Estimate estimate(String metric) {
    return Estimate.of(runs.stream().map(run -> run.figure(metric)).toList());
  }

  /** Every figure that one of the runs has. */
  public SequencedSet<String> metrics() {
    SequencedSet<String> metrics = new LinkedHashSet<>();
    runs.forEach(run -> metrics.addAll(run.figures().keySet()));
    return metrics;
  }

  /** A few words for a legend. */
  public String label() {
    if (settings.isEmpty()) {
      return runs.getFirst().name();
    }
    StringBuilder label = new StringBuilder();
    settings.forEach((key, value) -> label.append(", ").append(words(key, value)));
    return label.substring(2);
  }

  /** Kinds, variants and runs have names that speak for themselves. */
  private static String words(String key, String value) {
    String last = ShortNames.last(key);
    return last.equals("kind") || last.equals("variant") || last.equals("run")
        ? value
        : last + "=" + value;
  }
}
