package dev.clientele.network;

/**
 * A quick exponential function for softmax: a polynomial in plain arithmetic, so its bits are the
 * same everywhere.
 */
final class Exponential {
  private static final double LOG2_E = 1.4426950408889634;

  /** ln 2 in two parts, the first of so few bits that its multiples are exact. */
  private static final double LN2_HIGH = 0.6931471803691238;

  private static final double LN2_LOW = 1.9082149292705877e-10;

  /** Below this, e^x is nothing beside 1 in single precision. */
  private static final double LEAST = -200;

  private Exponential() {}

  /** {@code e^x} for x of at most 0, to a relative 1e-10; 0 below -200. */
  static double of(double x) {
    if (x < LEAST) {
      return 0;
    }
    long n = (long) (x * LOG2_E - 0.5);
    double r = x - n * LN2_HIGH - n * LN2_LOW;
    double p = Math.fma(r, 1 / 362880.0, 1 / 40320.0); // Taylor's coefficients from 1/9! on
    p = Math.fma(p, r, 1 / 5040.0);
    p = Math.fma(p, r, 1 / 720.0);
    p = Math.fma(p, r, 1 / 120.0);
    p = Math.fma(p, r, 1 / 24.0);
    p = Math.fma(p, r, 1 / 6.0);
    p = Math.fma(p, r, 0.5);
    p = Math.fma(p, r, 1);
    p = Math.fma(p, r, 1);
    return p * Double.longBitsToDouble((n + 1023) << 52);
  }
}
