package dev.clientele.method;

import dev.clientele.tensor.Weights;
import java.util.List;

/**
 * What a round's visits add up to.
 *
 * @param round the round, from 1
 * @param mean the updates' mean, weighted by samples, or another fold where the run's plan says so
 * @param updates every update in the cohort's order, where the method {@link Method#keepsUpdates()
 *     keeps} them; otherwise empty
 */
public record Folded(int round, Weights mean, List<Received> updates) {
  /**
   * One client's update.
   *
   * @param client its number
   * @param update in the layout {@link Method#uplink()}
   * @param samples its weight in the mean
   */
  public record Received(int client, Weights update, double samples) {}

  /** Keeps a copy of the list. */
  public Folded {
    updates = List.copyOf(updates);
  }
}
