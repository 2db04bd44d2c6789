package dev.clientele.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.clientele.tensor.RandomKey;
import java.util.function.ToDoubleFunction;

/** A gradient held against the loss's own slope, in two directions. */
final class FiniteDifferences {
  private static final double STEP = 0.02;

  private FiniteDifferences() {}

  /**
   * Asserts that the gradient's length is the loss's slope along it, and that its component in a
   * random direction is the slope there: a gradient that lacks a part passes the first alone.
   *
   * @param at where the gradient was taken
   * @param gradient of the loss by {@code at}
   * @param noise a slope below which the loss's rounding hides it
   */
  static void check(
      String name,
      float[] at,
      float[] gradient,
      double noise,
      ToDoubleFunction<float[]> loss,
      RandomKey key) {
    double length = norm(gradient);
    if (length > noise) {
      double slope = slope(at, gradient, length, loss);
      assertEquals(length, slope, 0.01 * length + noise, "the slope along the gradient of " + name);
    }
    float[] direction = new float[at.length];
    key.stream().fillGaussian(direction);
    double unit = norm(direction);
    double expected = 0;
    for (int i = 0; i < at.length; i++) {
      expected += gradient[i] * direction[i] / unit;
    }
    double slope = slope(at, direction, unit, loss);
    double typical = length / Math.sqrt(at.length);
    assertEquals(
        expected, slope, 0.1 * typical + noise, "the slope in a random direction of " + name);
  }

  /** The slope along {@code direction / length}: central differences, extrapolated (Richardson). */
  private static double slope(
      float[] at, float[] direction, double length, ToDoubleFunction<float[]> loss) {
    double near = difference(at, direction, length, STEP, loss);
    double far = difference(at, direction, length, 2 * STEP, loss);
    return (4 * near - far) / 3;
  }

  private static double difference(
      float[] at, float[] direction, double length, double step, ToDoubleFunction<float[]> loss) {
    double ahead = loss.applyAsDouble(moved(at, direction, step / length));
    double behind = loss.applyAsDouble(moved(at, direction, -step / length));
    return (ahead - behind) / (2 * step);
  }

  private static float[] moved(float[] at, float[] direction, double factor) {
    float[] to = new float[at.length];
    for (int i = 0; i < to.length; i++) {
      to[i] = (float) (at[i] + factor * direction[i]);
    }
    return to;
  }

  static double norm(float[] x) {
    double squares = 0;
    for (float v : x) {
      squares += (double) v * v;
    }
    return Math.sqrt(squares);
  }
}
