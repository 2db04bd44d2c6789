package dev.clientele.diffusion;

/** The standard normal distribution, also far out in its tails. Functions of their arguments. */
final class NormalTail {
  private static final double LOG_SQRT_2_PI = 0.9189385332046728;

  /** From here on the continued fraction is quick and exact. */
  private static final double FAR = 3;

  private static final int FRACTION_TERMS = 60;

  private NormalTail() {}

  /**
   * The logarithm of the probability between {@code low} and {@code high}, either may be infinite.
   */
  static double logMass(double low, double high) {
    if (!(low < high)) {
      throw new IllegalArgumentException("expected low < high but was " + low + " and " + high);
    }
    if (high <= 0) {
      return logMass(-high, -low);
    }
    if (low < 0) {
      return StrictMath.log1p(-above(high) - above(-low));
    }
    // Both in the upper half: a difference of logarithms loses nothing where both underflow.
    double atLow = logAbove(low);
    return atLow + StrictMath.log(-StrictMath.expm1(logAbove(high) - atLow));
  }

  private static double above(double z) {
    return StrictMath.exp(logAbove(z));
  }

  /** The logarithm of the probability above {@code z}, at least 0. */
  private static double logAbove(double z) {
    if (z == Double.POSITIVE_INFINITY) {
      return Double.NEGATIVE_INFINITY;
    }
    double logDensity = -z * z / 2 - LOG_SQRT_2_PI;
    return z < FAR
        ? StrictMath.log(0.5 - StrictMath.exp(logDensity) * series(z))
        : logDensity - StrictMath.log(fraction(z));
  }

  /** {@code z + z^3/3 + z^5/(3 5) + ...} (Marsaglia 2004). */
  private static double series(double z) {
    double term = z;
    double sum = z;
    for (int k = 3; term > sum * 1e-17; k += 2) {
      term *= z * z / k;
      sum += term;
    }
    return sum;
  }

  /** {@code z + 1/(z + 2/(z + 3/...))} (Laplace): the density over the probability above. */
  private static double fraction(double z) {
    double value = z;
    for (int k = FRACTION_TERMS; k > 0; k--) {
      value = z + k / value;
    }
    return value;
  }
}
