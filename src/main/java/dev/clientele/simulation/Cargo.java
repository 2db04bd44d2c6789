package dev.clientele.simulation;

import dev.clientele.tensor.Weights;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Weights that go with a message from one node to another: in the message where they are small,
 * else by a transfer of their own; or none at all.
 *
 * @param here the weights themselves
 * @param coming the label of the transfer that brings them
 */
record Cargo(Optional<Weights> here, OptionalLong coming) {
  /** Numbers that fit into a message beside as many others and the names of their tensors. */
  private static final int MOST = 16 * 1024;

  static final Cargo NONE = new Cargo(Optional.empty(), OptionalLong.empty());

  /** Whether there are weights, here or coming. */
  boolean isSomething() {
    return here.isPresent() || coming.isPresent();
  }

  /**
   * @param label of the transfer, if there has to be one
   */
  static Cargo of(Weights weights, long label) {
    return weights.size() <= MOST
        ? new Cargo(Optional.of(weights), OptionalLong.empty())
        : new Cargo(Optional.empty(), OptionalLong.of(label));
  }
}
