package dev.clientele.simulation;

import dev.clientele.simulation.policy.RoundTally;
import dev.clientele.simulation.policy.VisitOutcome;

/**
 * One round of pre-training: what happened between two steps of the server.
 *
 * @param round counted from 1
 * @param tally of the visits that ended in it
 * @param used whether the server took a step; if not, the model stayed as it was
 * @param updateNorm Euclidean norm of the step's update; 0 where there is none
 * @param virtualStart when it began, in virtual seconds
 * @param virtualEnd when the step was taken
 */
public record RoundReport(
    int round,
    RoundTally tally,
    boolean used,
    double updateNorm,
    double virtualStart,
    double virtualEnd) {
  /** Visits whose update was used. */
  public long completed() {
    return tally.count(VisitOutcome.COMPLETED);
  }

  /** Visits of all other outcomes. */
  public long missed() {
    return tally.visits() - completed();
  }
}
