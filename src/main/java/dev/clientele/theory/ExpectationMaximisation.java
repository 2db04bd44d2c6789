package dev.clientele.theory;

/**
 * Expectation maximisation for Gaussian mixtures (Dempster, Laird, Rubin 1977): no step lowers the
 * points' likelihood.
 */
public final class ExpectationMaximisation {
  /**
   * A fit and how it was reached.
   *
   * @param logLikelihood the mean over the points, in nats, of the mixture before the last step
   * @param steps how many were made
   */
  public record Fit(GaussianMixture mixture, double logLikelihood, int steps) {}

  private record Step(GaussianMixture next, double logLikelihood) {}

  private ExpectationMaximisation() {}

  /** Fits the weights alone; means and variance stay. */
  public static Fit weights(GaussianMixture start, double[][] points, int most, double tolerance) {
    return repeat(start, points, most, tolerance, false);
  }

  /** Fits weights, means and the variance. */
  public static Fit everything(
      GaussianMixture start, double[][] points, int most, double tolerance) {
    return repeat(start, points, most, tolerance, true);
  }

  /** Stops after {@code most} steps, or when one raises the mean log-likelihood by less. */
  private static Fit repeat(
      GaussianMixture start, double[][] points, int most, double tolerance, boolean everything) {
    GaussianMixture mixture = start;
    double before = Double.NEGATIVE_INFINITY;
    for (int step = 1; ; step++) {
      Step made = step(mixture, points, everything);
      mixture = made.next();
      if (step == most || made.logLikelihood() - before < tolerance) {
        return new Fit(mixture, made.logLikelihood(), step);
      }
      before = made.logLikelihood();
    }
  }

  private static Step step(GaussianMixture mixture, double[][] points, boolean everything) {
    int components = mixture.components();
    int d = mixture.dimension();
    double[] counts = new double[components];
    double[][] sums = new double[components][d];
    double squares = 0;
    double likelihood = 0;
    double[] shares = new double[components];
    for (double[] x : points) {
      likelihood += mixture.expect(x, shares);
      for (int k = 0; k < components; k++) {
        counts[k] += shares[k];
        for (int i = 0; everything && i < d; i++) {
          sums[k][i] += shares[k] * x[i];
        }
      }
      for (double v : x) {
        squares += v * v;
      }
    }
    likelihood /= points.length;
    return new Step(
        everything
            ? maximise(mixture, counts, sums, squares, points.length)
            : mixture.withWeights(counts),
        likelihood);
  }

  /** A component that no point belongs to keeps its mean. */
  private static GaussianMixture maximise(
      GaussianMixture mixture, double[] counts, double[][] sums, double squares, int points) {
    double[][] means = new double[counts.length][];
    double spread = squares;
    for (int k = 0; k < counts.length; k++) {
      means[k] = mixture.mean(k);
      for (int i = 0; i < means[k].length && counts[k] > 0; i++) {
        means[k][i] = sums[k][i] / counts[k];
        spread -= sums[k][i] * means[k][i];
      }
    }
    double variance = spread / ((double) points * mixture.dimension());
    if (!(variance > 0)) {
      throw new IllegalArgumentException(
          "expected points that are spread around the means but was a variance of " + variance);
    }
    return new GaussianMixture(counts, means, variance);
  }
}
