package dev.clientele.simulation;

import dev.clientele.simulation.fleet.DeviceProfile;

/**
 * The numbers that a run follows. All but {@code workers}, {@code window}, {@code attempts} and
 * {@code checkpointEvery} are part of the result's definition.
 *
 * @param seed the root of every random stream
 * @param rounds of collaborative pre-training
 * @param cohort clients a round
 * @param unseen clients that only adapt: {@code registered..registered+unseen-1}
 * @param evaluationEvery rounds from one evaluation to the next; 0: only after the last
 * @param evaluationClients how many seen clients are measured
 * @param workers threads that compute
 * @param window visits for each worker that may run ahead of the oldest unfinished one
 * @param block updates that are summed before the blocks are
 * @param attempts how often a job is begun before its workers' deaths count as its failure
 * @param checkpointEvery rounds from one checkpoint to the next; 0: only at the end of phases
 * @param device every client's hardware
 */
public record Plan(
    long seed,
    int rounds,
    int cohort,
    int unseen,
    int evaluationEvery,
    int evaluationClients,
    int workers,
    int window,
    int block,
    int attempts,
    int checkpointEvery,
    DeviceProfile device) {
  /** Rejects numbers that no run can follow. */
  public Plan {
    atLeast(0, "rounds", rounds);
    atLeast(1, "cohort", cohort);
    atLeast(0, "unseen", unseen);
    atLeast(0, "evaluationEvery", evaluationEvery);
    atLeast(0, "evaluationClients", evaluationClients);
    atLeast(1, "workers", workers);
    atLeast(0, "window", window);
    atLeast(1, "block", block);
    atLeast(1, "attempts", attempts);
    atLeast(0, "checkpointEvery", checkpointEvery);
  }

  /** How far dispatch may run ahead of the oldest unfinished visit, in visits. */
  int ahead() {
    return Math.max(1, Math.multiplyExact(workers, window));
  }

  boolean evaluationDue(int round) {
    return due(evaluationEvery, round);
  }

  boolean checkpointDue(int round) {
    return round == rounds || due(checkpointEvery, round);
  }

  private static boolean due(int every, int round) {
    return every > 0 && round > 0 && round % every == 0;
  }

  private static void atLeast(int least, String what, int value) {
    if (value < least) {
      throw new IllegalArgumentException(
          "expected " + what + " of " + least + " or more but was " + value);
    }
  }
}
