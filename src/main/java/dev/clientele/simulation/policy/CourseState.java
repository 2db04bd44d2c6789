package dev.clientele.simulation.policy;

import java.util.List;

/**
 * A {@link Course} between two events, for a checkpoint. Calls are told by their seeds alone.
 *
 * @param now virtual seconds
 * @param round how many steps the server has taken
 * @param turn how many draws of clients there were
 * @param calls how many calls there were
 * @param events how many calls are settled
 * @param opened when the current round began
 * @param roundOpen whether a cohort is at work
 * @param opening whether clients are to be called next
 * @param closing whether the server's step is under way
 * @param idleSince when there was last somebody to call; NaN: now
 * @param inFlight calls that are not settled, in their order
 * @param pending what will happen, in its order
 * @param admitted answers in the fold, in its order
 * @param counts since the last step
 * @param settled clients whose calls were settled since the last step
 * @param recent different clients whose calls were settled before it, the latest step's first
 */
public record CourseState(
    double now,
    int round,
    long turn,
    long calls,
    long events,
    double opened,
    boolean roundOpen,
    boolean opening,
    boolean closing,
    double idleSince,
    List<Call.Seed> inFlight,
    List<Event> pending,
    List<Admitted> admitted,
    RoundTally counts,
    List<Integer> settled,
    List<Integer> recent) {
  /** An answer in the fold. */
  public record Admitted(
      Call.Seed call, double seconds, int staleness, int samples, long images, double loss) {}
}
