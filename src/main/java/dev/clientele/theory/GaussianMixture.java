package dev.clientele.theory;

import dev.clientele.tensor.RandomStream;
import java.util.Arrays;

/**
 * A mixture of K Gaussians in d dimensions with one isotropic variance: {@code sum_k w_k N(mu_k, v
 * I)}. Densities and responsibilities are computed from logarithms, so no distance between a point
 * and the means is too large. Immutable.
 */
public final class GaussianMixture {
  private static final double LOG_2_PI = StrictMath.log(2 * StrictMath.PI);

  private final double[] weights;
  private final double[] logWeights;
  private final double[][] means;
  private final double variance;

  /**
   * A mixture.
   *
   * @param weights K numbers of 0 or more; they are divided by their sum
   * @param means K rows of d numbers
   * @param variance of every coordinate within a component; above 0
   */
  public GaussianMixture(double[] weights, double[][] means, double variance) {
    double sum = Arrays.stream(weights).sum();
    if (weights.length == 0 || weights.length != means.length) {
      throw new IllegalArgumentException(
          "expected as many weights as means, at least one, but was "
              + weights.length
              + " and "
              + means.length);
    }
    if (!(Arrays.stream(weights).min().orElseThrow() >= 0 && sum > 0 && sum < 1.0 / 0)) {
      throw new IllegalArgumentException(
          "expected weights of 0 or more with a finite sum above 0 but was "
              + Arrays.toString(weights));
    }
    if (!(variance > 0) || Double.isInfinite(variance)) {
      throw new IllegalArgumentException("expected a finite variance above 0 but was " + variance);
    }
    this.weights = Arrays.stream(weights).map(w -> w / sum).toArray();
    this.logWeights = Arrays.stream(this.weights).map(StrictMath::log).toArray();
    this.means = Arrays.stream(means).map(double[]::clone).toArray(double[][]::new);
    this.variance = variance;
    for (double[] mean : means) {
      if (mean.length != means[0].length) {
        throw new IllegalArgumentException(
            "expected means of " + means[0].length + " numbers but was " + mean.length);
      }
    }
  }

  public int components() {
    return weights.length;
  }

  public int dimension() {
    return means[0].length;
  }

  public double variance() {
    return variance;
  }

  /** A copy of the K weights, which sum to 1. */
  public double[] weights() {
    return weights.clone();
  }

  /** A copy of the k-th mean. */
  public double[] mean(int k) {
    return means[k].clone();
  }

  /** The same components in other proportions. */
  public GaussianMixture withWeights(double[] other) {
    return new GaussianMixture(other, means, variance);
  }

  /**
   * The law of {@code signal x + noise z} for x of this mixture and standard normal z: again a
   * mixture.
   */
  public GaussianMixture noised(double signal, double noise) {
    double[][] scaled =
        Arrays.stream(means)
            .map(mean -> Arrays.stream(mean).map(v -> signal * v).toArray())
            .toArray(double[][]::new);
    return new GaussianMixture(weights, scaled, signal * signal * variance + noise * noise);
  }

  /** Draws one point into {@code to}; returns its component. */
  public int sample(RandomStream random, double[] to) {
    double left = random.nextDouble();
    int k = 0;
    while (k < weights.length - 1 && left >= weights[k]) {
      left -= weights[k++];
    }
    double deviation = Math.sqrt(variance);
    for (int i = 0; i < to.length; i++) {
      to[i] = means[k][i] + deviation * random.nextGaussian();
    }
    return k;
  }

  /** {@code log p(x)}, in nats. */
  public double logDensity(double[] x) {
    return Stable.logSumExp(joint(x)) + normalisation();
  }

  /** The probabilities of the K components given x. */
  public double[] responsibilities(double[] x) {
    double[] result = joint(x);
    share(result);
    return result;
  }

  /** Puts the responsibilities into {@code shares} and returns the log-density. */
  double expect(double[] x, double[] shares) {
    System.arraycopy(joint(x), 0, shares, 0, shares.length);
    return share(shares) + normalisation();
  }

  private static double share(double[] joint) {
    double total = Stable.logSumExp(joint);
    for (int k = 0; k < joint.length; k++) {
      joint[k] = StrictMath.exp(joint[k] - total);
    }
    return total;
  }

  private double normalisation() {
    return -dimension() / 2.0 * (LOG_2_PI + StrictMath.log(variance));
  }

  /** {@code grad log p(x) = (sum_k r_k(x) mu_k - x) / v}. */
  public double[] score(double[] x) {
    double[] shares = responsibilities(x);
    double[] score = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double centre = 0;
      for (int k = 0; k < shares.length; k++) {
        centre += shares[k] * means[k][i];
      }
      score[i] = (centre - x[i]) / variance;
    }
    return score;
  }

  /** {@code log w_k - |x - mu_k|^2 / 2v} for every k. */
  private double[] joint(double[] x) {
    if (x.length != dimension()) {
      throw new IllegalArgumentException(
          "expected a point of " + dimension() + " numbers but was " + x.length);
    }
    double[] result = new double[weights.length];
    for (int k = 0; k < result.length; k++) {
      double square = 0;
      for (int i = 0; i < x.length; i++) {
        double d = x[i] - means[k][i];
        square += d * d;
      }
      result[k] = logWeights[k] - square / (2 * variance);
    }
    return result;
  }
}
