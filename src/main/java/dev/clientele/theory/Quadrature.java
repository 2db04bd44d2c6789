package dev.clientele.theory;

import java.util.function.DoubleUnaryOperator;

/** Integrals of analytic functions, to about the last digits of double precision. */
final class Quadrature {
  /** {@code e^(-z^2/2)} is below the smallest double beyond. */
  private static final double REACH = 38.6;

  private static final double ROOT_2_PI = StrictMath.sqrt(2 * StrictMath.PI);

  /**
   * The integrands' poles are those of tanh, pi/2 off the real axis, so the trapezoidal rule with
   * step h is wrong by a factor of about {@code e^(-pi^2/h)}: 4e-22.
   */
  private static final double STEP = 0.2;

  private static final int ORDER = 32;
  private static final double[] NODES = new double[ORDER];
  private static final double[] LEGENDRE_WEIGHTS = new double[ORDER];

  static {
    for (int i = 0; i < ORDER; i++) {
      legendre(i);
    }
  }

  private Quadrature() {}

  /**
   * {@code E f(u)} for {@code u ~ N(mean, variance)}; f is analytic within pi/2 of the real axis.
   */
  static double normal(double mean, double variance, DoubleUnaryOperator f) {
    return normal(mean, variance, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, f);
  }

  /** The same where f is negligible outside {@code low..high}. */
  static double normal(
      double mean, double variance, double low, double high, DoubleUnaryOperator f) {
    double deviation = StrictMath.sqrt(variance);
    if (deviation == 0) {
      return f.applyAsDouble(mean);
    }
    // The normal density itself asks for a step of well below its deviation.
    double step = Math.min(STEP / deviation, 0.4);
    long first = (long) Math.ceil(Math.max(-REACH, (low - mean) / deviation) / step);
    long last = (long) Math.floor(Math.min(REACH, (high - mean) / deviation) / step);
    double sum = 0;
    for (long i = first; i <= last; i++) {
      double z = i * step;
      sum += StrictMath.exp(-z * z / 2) * f.applyAsDouble(mean + deviation * z);
    }
    return sum * step / ROOT_2_PI;
  }

  /** The integral over {@code low..high}: Gauss and Legendre's rule of 32 nodes. */
  static double interval(double low, double high, DoubleUnaryOperator f) {
    double half = (high - low) / 2;
    double middle = low + half;
    double sum = 0;
    for (int i = 0; i < ORDER; i++) {
      sum += LEGENDRE_WEIGHTS[i] * f.applyAsDouble(middle + half * NODES[i]);
    }
    return sum * half;
  }

  /** The i-th root of the Legendre polynomial, by Newton's method, and its weight. */
  private static void legendre(int i) {
    double x = StrictMath.cos(StrictMath.PI * (i + 0.75) / (ORDER + 0.5));
    double slope = 1;
    for (int pass = 0; pass < 10; pass++) {
      double before = 1;
      double value = x;
      for (int n = 2; n <= ORDER; n++) {
        double next = ((2 * n - 1) * x * value - (n - 1) * before) / n;
        before = value;
        value = next;
      }
      slope = ORDER * (x * value - before) / (x * x - 1);
      x -= value / slope;
    }
    NODES[i] = x;
    LEGENDRE_WEIGHTS[i] = 2 / ((1 - x * x) * slope * slope);
  }
}
