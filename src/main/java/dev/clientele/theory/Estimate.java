package dev.clientele.theory;

/**
 * A number that was estimated, and how far off it may be.
 *
 * @param error its standard error
 */
public record Estimate(double value, double error) {
  /** Half the width of the 95 % confidence interval, for errors of normal law. */
  public double margin() {
    return 1.959963984540054 * error;
  }

  /** The mean of independent draws, at least two. */
  static Estimate mean(double[] draws) {
    double sum = 0;
    for (double v : draws) {
      sum += v;
    }
    double mean = sum / draws.length;
    double squares = 0;
    for (double v : draws) {
      squares += (v - mean) * (v - mean);
    }
    return new Estimate(mean, Math.sqrt(squares / (draws.length - 1.0) / draws.length));
  }

  /** The root of the mean square of independent errors; its own error by the delta method. */
  static Estimate rootMeanSquare(double[] errors) {
    double[] squares = new double[errors.length];
    for (int i = 0; i < errors.length; i++) {
      squares[i] = errors[i] * errors[i];
    }
    Estimate square = mean(squares);
    double root = Math.sqrt(square.value());
    return new Estimate(root, root == 0 ? 0 : square.error() / (2 * root));
  }
}
