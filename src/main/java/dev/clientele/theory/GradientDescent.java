package dev.clientele.theory;

import java.util.function.DoubleUnaryOperator;

/** Gradient descent over a mixture's bias. */
final class GradientDescent {
  static final double TOLERANCE = 1e-10;

  /** Weights of 2e-18 and 1 - 2e-18: a sample may have its best weight at 0 or 1. */
  private static final double MOST = 20;

  private GradientDescent() {}

  static double within(double b) {
    return Math.clamp(b, -MOST, MOST);
  }

  /** Steps of fixed size; returns the start and what follows each step. */
  static double[] path(DoubleUnaryOperator gradient, double start, double size, int steps) {
    double[] path = new double[steps + 1];
    path[0] = start;
    for (int i = 0; i < steps; i++) {
      path[i + 1] = within(path[i] - size * gradient.applyAsDouble(path[i]));
    }
    return path;
  }

  /**
   * Descends until a step is below the tolerance. The step size grows by half while the slope keeps
   * its sign and falls to a third where it turns, so that a flat loss takes tens of steps, too.
   */
  static double minimum(DoubleUnaryOperator gradient, double start, double size, int steps) {
    double b = start;
    double slope = gradient.applyAsDouble(b);
    double rate = size;
    for (int i = 0; i < steps; i++) {
      double next = within(b - rate * slope);
      double after = gradient.applyAsDouble(next);
      if (Math.abs(next - b) < TOLERANCE) {
        return next;
      }
      rate *= after * slope > 0 ? 1.5 : 1.0 / 3;
      b = next;
      slope = after;
    }
    return b;
  }
}
