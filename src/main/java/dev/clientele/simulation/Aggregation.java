package dev.clientele.simulation;

import dev.clientele.tensor.Layout;
import dev.clientele.tensor.WeightedMean;
import dev.clientele.tensor.Weights;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The weighted mean of a cohort's updates: a sum over blocks of neighbouring places, then the
 * blocks in order, so that the bits do not depend on who answered first. An update that arrives
 * early waits for its predecessors. Mutable; belongs to one actor.
 */
final class Aggregation {
  private record Part(Weights update, double weight) {}

  private static final Part NOTHING = new Part(null, 0);

  private final int places;
  private final int block;
  private final Map<Integer, Part> waiting = new HashMap<>();
  private int next;
  private final WeightedMean blockSum;
  private final WeightedMean total;

  /** For updates in the places {@code 0..places-1}. */
  Aggregation(Layout layout, int places, int block) {
    this.places = places;
    this.block = block;
    this.total = new WeightedMean(layout);
    this.blockSum = new WeightedMean(layout);
  }

  /** The update of the client in {@code place}. */
  void put(int place, Weights update, double weight) {
    arrive(place, new Part(update, weight));
  }

  /** The client in {@code place} has none. */
  void skip(int place) {
    arrive(place, NOTHING);
  }

  /** How many updates wait for one before them. */
  int pending() {
    return waiting.size();
  }

  /** The mean, once every place has arrived; empty where all were skipped. */
  Optional<Weights> mean() {
    if (next < places) {
      throw new IllegalStateException("expected " + places + " places but was " + next);
    }
    return total.weight() > 0 ? Optional.of(total.mean()) : Optional.empty();
  }

  private void arrive(int place, Part part) {
    if (place < next || place >= places || waiting.putIfAbsent(place, part) != null) {
      throw new IllegalStateException(
          "expected a new place of " + next + " to " + (places - 1) + " but was " + place);
    }
    for (Part ready = waiting.remove(next); ready != null; ready = waiting.remove(next)) {
      fold(ready);
    }
  }

  private void fold(Part part) {
    if (part.update() != null) {
      blockSum.add(part.update(), part.weight());
    }
    next++;
    if (next % block == 0 || next == places) {
      endBlock();
    }
  }

  private void endBlock() {
    if (blockSum.weight() > 0) {
      total.add(blockSum);
      blockSum.clear();
    }
  }
}
