package dev.clientele.simulation.fault;

/** What a byzantine client sends instead of its update. */
public enum Attack {
  /** It is honest. */
  NONE,
  /** The update's opposite, scaled. */
  SIGN_FLIP,
  /** The update, scaled. */
  SCALED,
  /** Normal noise whose standard deviation is scaled by the update's root mean square. */
  GAUSSIAN,
  /** Nothing changes. */
  ZERO,
  /** Honest training on dishonest data: every label y becomes classes - 1 - y. */
  LABEL_FLIP
}
