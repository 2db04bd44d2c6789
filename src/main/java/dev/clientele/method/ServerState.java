package dev.clientele.method;

import dev.clientele.network.Initializer;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;

/**
 * What the server remembers between rounds.
 *
 * @param round how many rounds are behind it
 * @param shared the weights that the next round starts from
 * @param average their exponential moving average: what is evaluated and sampled from
 * @param memory whatever else the method keeps, such as a server optimiser's moments; empty where
 *     there is nothing
 */
public record ServerState(int round, Weights shared, Weights average, Weights memory) {
  /** No memory. */
  public static Weights nothing() {
    return Weights.zeros(new Layout.Builder().build());
  }

  /** Before the first round: the given weights, or random ones where there are none. */
  static ServerState start(Layout layout, Weights pretrained, RandomKey key, Weights memory) {
    Weights shared =
        pretrained == null
            ? Initializer.weights(layout, key.child("weights"))
            : pretrained.project(layout);
    return new ServerState(0, shared, shared, memory);
  }

  /**
   * One round further.
   *
   * @param decay the average's; smaller in the first rounds, so that it does not remember the
   *     random start: {@code min(decay, (1 + round) / (10 + round))}, as TensorFlow's moving
   *     average warms up
   */
  ServerState next(Weights change, double decay, Weights memory) {
    Weights moved = shared.plus(1, change);
    double warm = Math.min(decay, (1.0 + round) / (10.0 + round));
    return new ServerState(round + 1, moved, average.mix(1 - warm, moved), memory);
  }
}
