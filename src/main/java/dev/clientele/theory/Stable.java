package dev.clientele.theory;

/**
 * Functions of exponentials that neither overflow nor lose their last digits to cancellation, for
 * any finite argument. StrictMath, so that every machine has the same bits.
 */
final class Stable {
  private static final double LOG_2 = 0.6931471805599453;

  private Stable() {}

  /** {@code log cosh x}. */
  static double logCosh(double x) {
    double size = Math.abs(x);
    return size + StrictMath.log1p(StrictMath.exp(-2 * size)) - LOG_2;
  }

  /** {@code log |sinh x|}; minus infinity at 0. */
  static double logSinh(double x) {
    double size = Math.abs(x);
    return size + StrictMath.log(-StrictMath.expm1(-2 * size)) - LOG_2;
  }

  /** {@code sech^2 x}, the derivative of tanh; also where {@code 1 - tanh^2 x} would round to 0. */
  static double sechSquared(double x) {
    double e = StrictMath.exp(-2 * Math.abs(x));
    return 4 * e / ((1 + e) * (1 + e));
  }

  /** {@code tanh a - tanh b = sinh(a - b) / (cosh a cosh b)}, to full relative precision. */
  static double tanhDifference(double a, double b) {
    double size = StrictMath.exp(logSinh(a - b) - logCosh(a) - logCosh(b));
    return a < b ? -size : size;
  }

  /** The logistic function {@code 1 / (1 + e^-x)}. */
  static double sigmoid(double x) {
    double e = StrictMath.exp(-Math.abs(x));
    return (x < 0 ? e : 1) / (1 + e);
  }

  /** {@code x + e^-x - 1}, which is never negative and about {@code x^2 / 2} near 0. */
  static double excess(double x) {
    if (Math.abs(x) > 0.05) {
      return x + StrictMath.expm1(-x);
    }
    double sum = 0;
    double term = x * x / 2;
    for (int n = 3; n < 12; n++) {
      sum += term;
      term *= -x / n;
    }
    return sum;
  }

  /** {@code log(e^x[0] + e^x[1] + ...)}; minus infinity where every term is. */
  static double logSumExp(double[] x) {
    double top = Double.NEGATIVE_INFINITY;
    for (double v : x) {
      top = Math.max(top, v);
    }
    if (top == Double.NEGATIVE_INFINITY) {
      return top;
    }
    double sum = 0;
    for (double v : x) {
      sum += StrictMath.exp(v - top);
    }
    return top + StrictMath.log(sum);
  }
}
