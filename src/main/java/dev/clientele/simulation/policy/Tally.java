package dev.clientele.simulation.policy;

import java.util.SortedMap;
import java.util.TreeMap;

/** Counts until the server's next step. Mutable. */
final class Tally {
  private final long[] outcomes = new long[VisitOutcome.values().length];
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
    outcomes[settled.outcome().ordinal()]++;
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
    SortedMap<VisitOutcome, Long> counts = new TreeMap<>();
    for (VisitOutcome outcome : VisitOutcome.values()) {
      if (outcomes[outcome.ordinal()] > 0) {
        counts.put(outcome, outcomes[outcome.ordinal()]);
      }
    }
    return new RoundTally(
        counts, lossSum, images, bytesDown, bytesUp, copies, stalenessSum, stalenessMost, repeats);
  }

  static Tally of(RoundTally tally) {
    Tally counts = new Tally();
    tally.outcomes().forEach((outcome, count) -> counts.outcomes[outcome.ordinal()] = count);
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
