package dev.clientele.simulation.fault;

/** What the network makes of an update's bytes. */
public enum Corruption {
  /** Nothing. */
  NONE,
  /** A share of the numbers is not a number any more. */
  NAN,
  /** A share of the numbers is infinite. */
  INFINITY,
  /** A share of the numbers has one bit flipped, whichever. */
  BIT_FLIPS,
  /** The last number of every tensor is missing. */
  WRONG_SHAPE,
  /** The update names a model version that was never sent. */
  UNKNOWN_VERSION
}
