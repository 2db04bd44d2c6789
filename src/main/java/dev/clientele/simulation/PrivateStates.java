package dev.clientele.simulation;

import dev.clientele.tensor.Weights;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The private tensors of clients, by their number.
 *
 * @param now of every client that has trained or adapted
 * @param before its last visit; only where a fault can bring them back
 */
public record PrivateStates(SortedMap<Integer, Weights> now, SortedMap<Integer, Weights> before) {
  /** Nobody has any. */
  public static final PrivateStates NONE = new PrivateStates(new TreeMap<>(), new TreeMap<>());

  /** Whether that client has any. */
  boolean has(int client) {
    return now.containsKey(client);
  }

  /** Keeps copies of the maps. */
  public PrivateStates {
    now = Collections.unmodifiableSortedMap(new TreeMap<>(now));
    before = Collections.unmodifiableSortedMap(new TreeMap<>(before));
  }
}
