package dev.clientele.bench;

import dev.clientele.data.Federation;
import dev.clientele.method.Evaluation;
import dev.clientele.method.Method;
import dev.clientele.tensor.RandomKey;

/**
 * A federation whose visits do next to nothing: what is measured is the simulator.
 *
 * @param clients how many
 */
public record IdleTask(int clients) {
  /** Clients with one number each. */
  public Federation federation() {
    return VectorFederation.of(clients, 1, 1, 2, RandomKey.of(1));
  }

  /** What clients and server do. */
  public Method method() {
    return new IdleMethod();
  }

  /** Measures nothing. */
  public Evaluation evaluation() {
    return new NoEvaluation();
  }
}
