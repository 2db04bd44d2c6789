package dev.clientele.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * One choice of what is tuned.
 *
 * @param values labels by key; empty where nothing is tuned
 * @param trials by which it is compared, one for each of the tuning's seeds: some of the cells,
 *     unless candidates are compared by runs of their own
 * @param cells one for each seed of the sweep
 */
public record Candidate(SequencedMap<String, String> values, List<Cell> trials, List<Cell> cells) {
  /** Copies all. */
  public Candidate {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    trials = List.copyOf(trials);
    cells = List.copyOf(cells);
  }
}
