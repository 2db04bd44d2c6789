package dev.clientele.simulation.policy;

import java.util.SortedMap;

/**
 * What was counted since the server's last step.
 *
 * @param outcomes visits by outcome; no zeros
 * @param lossSum of the completed visits' training losses, in the order of their answers
 * @param images worked through
 * @param copies of answers that the server had already
 * @param stalenessSum over the completed visits
 * @param stalenessMost of a completed visit
 * @param repeats how often the round was tried again
 */
public record RoundTally(
    SortedMap<VisitOutcome, Long> outcomes,
    double lossSum,
    long images,
    long bytesDown,
    long bytesUp,
    long copies,
    long stalenessSum,
    int stalenessMost,
    int repeats) {
  /** Visits of that outcome. */
  public long count(VisitOutcome outcome) {
    return outcomes.getOrDefault(outcome, 0L);
  }

  /** Visits of any outcome. */
  public long visits() {
    return outcomes.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The completed visits' mean training loss; NaN where there are none. */
  public double meanLoss() {
    long completed = count(VisitOutcome.COMPLETED);
    return completed == 0 ? Double.NaN : lossSum / completed;
  }
}
