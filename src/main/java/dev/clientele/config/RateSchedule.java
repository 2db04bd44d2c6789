package dev.clientele.config;

/** How learning rates change within one training. */
public enum RateSchedule {
  /** Not at all. */
  CONSTANT,
  /** They fall evenly, to none after the last step. */
  LINEAR;

  /**
   * What the rates are multiplied by.
   *
   * @param step from 0
   * @param steps of the whole training
   */
  public double factor(int step, int steps) {
    return switch (this) {
      case CONSTANT -> 1;
      case LINEAR -> (double) (steps - step) / steps;
    };
  }
}
