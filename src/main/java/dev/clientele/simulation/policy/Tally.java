package dev.clientele.simulation.policy;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts until the server's next step. Mutable. */
final class Tally {
  private final Map<VisitOutcome, Long> outcomes = new EnumMap<>(VisitOutcome.class);
  private long visits;
  private double lossSum;
  private long images;
  private long bytesDown;
  private long bytesUp;
  private long copies;
  private long stalenessSum;
  private int stalenessMost;
  private int repeats;

  void add(Settled settled) {
    visits++;
    outcomes.merge(settled.outcome(), 1L, Long::sum);
    images += settled.images();
    bytesDown += settled.call().bytesDown();
    bytesUp += settled.call().bytesUp();
    if (settled.outcome() == VisitOutcome.COMPLETED) {
      lossSum += settled.loss();
      stalenessSum += settled.staleness();
      stalenessMost = Math.max(stalenessMost, settled.staleness());
    }
  }

  long visits() {
    return visits;
  }

  void copy() {
    copies++;
  }

  void repeat() {
    repeats++;
  }

  int repeats() {
    return repeats;
  }

  RoundTally so() {
    return new RoundTally(
        new TreeMap<>(outcomes),
        lossSum,
        images,
        bytesDown,
        bytesUp,
        copies,
        stalenessSum,
        stalenessMost,
        repeats);
  }

  static Tally of(RoundTally tally) {
    Tally counts = new Tally();
    counts.outcomes.putAll(tally.outcomes());
    counts.visits = tally.visits();
    counts.lossSum = tally.lossSum();
    counts.images = tally.images();
    counts.bytesDown = tally.bytesDown();
    counts.bytesUp = tally.bytesUp();
    counts.copies = tally.copies();
    counts.stalenessSum = tally.stalenessSum();
    counts.stalenessMost = tally.stalenessMost();
    counts.repeats = tally.repeats();
    return counts;
  }
}
