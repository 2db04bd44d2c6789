package dev.clientele.simulation;

import dev.clientele.simulation.fold.FoldState;
import dev.clientele.simulation.policy.CourseState;
import dev.clientele.tensor.Weights;
import java.util.Map;
import java.util.SortedMap;

/**
 * Everything that a run needs to go on from between two events. Visits that were at work then are
 * computed again.
 *
 * @param scheduled whether the plan asks for it; false where an interruption did
 * @param journal the position in the journal, from {@link Journal#mark}
 * @param states the clients' private tensors
 * @param training how far training is
 */
public record Checkpoint(
    Position position,
    boolean scheduled,
    Map<String, Long> journal,
    PrivateStates states,
    Training training) {
  /**
   * Training between two events.
   *
   * @param course who is called and what is pending
   * @param fold the updates of the round so far
   * @param versions the models that clients in flight started from
   * @param evaluated the last round after which there was an evaluation
   */
  public record Training(
      CourseState course, FoldState fold, SortedMap<Integer, Weights> versions, int evaluated) {}
}
