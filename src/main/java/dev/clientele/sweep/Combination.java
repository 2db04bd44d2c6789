package dev.clientele.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * One point of the grid.
 *
 * @param values the axes' labels by their names
 * @param candidates of which one is reported; a single one where nothing is tuned
 */
public record Combination(SequencedMap<String, String> values, List<Candidate> candidates) {
  /** Copies both. */
  public Combination {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    candidates = List.copyOf(candidates);
  }
}
