package dev.clientele.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * One choice of what is tuned.
 *
 * @param values labels by key; empty where nothing is tuned
 * @param cells one for each seed of the sweep
 */
public record Candidate(SequencedMap<String, String> values, List<Cell> cells) {
  /** Copies both. */
  public Candidate {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    cells = List.copyOf(cells);
  }
}
