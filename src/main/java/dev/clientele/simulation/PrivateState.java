package dev.clientele.simulation;

import dev.clientele.tensor.Weights;
import java.util.Optional;

/**
 * A client's private tensors now and as they were before its latest visit, so that a snapshot as of
 * the last complete round can be taken while the next one is under way. Immutable.
 *
 * @param now empty before the first successful visit
 * @param since the round whose visit made {@code now}; 0 where it was there from the start
 * @param before what {@code now} was before that round
 * @param beforeSince the round that made {@code before}
 */
record PrivateState(Optional<Weights> now, int since, Optional<Weights> before, int beforeSince) {
  /** The state at the start of a run or of its resumption. */
  static PrivateState of(Optional<Weights> now) {
    return new PrivateState(now, 0, Optional.empty(), 0);
  }

  /** The state after a successful visit in {@code round}. */
  PrivateState after(int round, Weights personal) {
    return new PrivateState(Optional.of(personal), round, now, since);
  }

  /** The tensors as of the end of {@code round}. */
  Optional<Weights> asOf(int round) {
    if (round < beforeSince) {
      throw new IllegalArgumentException(
          "expected a snapshot as of round " + beforeSince + " or later but was " + round);
    }
    return round >= since ? now : before;
  }
}
