package dev.clientele.theory;

import dev.clientele.config.TheoryConfig;

/**
 * What an estimator's error is measured in.
 *
 * @param time the noise level's, for one noise level
 * @param draws noise draws a point
 */
record Setting(TwoComponents truth, int dimension, int points, double time, int draws) {
  static Setting of(TheoryConfig config) {
    return new Setting(
        TwoComponents.of(config.separation(), config.weight()),
        config.dimension(),
        config.points(),
        config.time(),
        1);
  }

  Setting withDimension(int d) {
    return new Setting(truth, d, points, time, draws);
  }

  Setting withSeparation(double separation) {
    return new Setting(new TwoComponents(separation, truth.bias()), dimension, points, time, draws);
  }

  Setting withPoints(int n) {
    return new Setting(truth, dimension, n, time, draws);
  }

  Setting withDraws(int count) {
    return new Setting(truth, dimension, points, time, count);
  }

  /** A step size at which gradient descent on the population's loss never overshoots. */
  double step() {
    return 1 / (2 * Math.max(truth.signal(time), 1));
  }
}
