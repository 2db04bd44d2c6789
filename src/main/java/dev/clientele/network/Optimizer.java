package dev.clientele.network;

import java.util.function.ToDoubleFunction;

/** Changes a network's trained parameters by their gradients. Belongs to the network's thread. */
public interface Optimizer {
  /**
   * Starts anew, as if no step had been made.
   *
   * @param rate each parameter's learning rate; 0 leaves it as it is
   */
  void begin(ToDoubleFunction<String> rate);

  /** One step along the gradients that the last backward pass computed. */
  default void step() {
    step(1);
  }

  /** The same with the learning rates times a factor. */
  void step(double factor);
}
