package dev.clientele.theory;

import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;

/** Kullback-Leibler divergences between mixtures in any dimension, by sampling. */
public final class Divergence {
  private Divergence() {}

  /**
   * {@code KL(p || q)} in nats from {@code draws} points of p, with its standard error. Each point
   * contributes {@code f + e^-f - 1} with {@code f = log p/q}: the same mean as f, less variance
   * where the two are close, and never negative.
   */
  public static Estimate monteCarlo(
      GaussianMixture p, GaussianMixture q, int draws, RandomKey key) {
    RandomStream random = key.stream();
    double[] x = new double[p.dimension()];
    double[] values = new double[draws];
    for (int i = 0; i < draws; i++) {
      p.sample(random, x);
      values[i] = Stable.excess(p.logDensity(x) - q.logDensity(x));
    }
    return Estimate.mean(values);
  }
}
