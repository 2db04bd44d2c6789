package dev.clientele.simulation;

import dev.clientele.method.Population;

/** How a run ended. */
public sealed interface Outcome {
  /**
   * It reached its end.
   *
   * @param position the final model, clock and counters
   * @param personal private tensors of every client that trained or adapted, in the last
   *     checkpoint's files
   * @param population samples of the population's model
   * @param evaluation the final scores
   */
  record Finished(
      Position position, States personal, Population population, EvaluationReport evaluation)
      implements Outcome {}

  /** It was interrupted; the newest checkpoint is as of the end of {@code round}. */
  record Interrupted(int round) implements Outcome {}

  /** It cannot go on. */
  record Failed(Throwable cause) implements Outcome {}
}
