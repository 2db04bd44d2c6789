package dev.clientele.theory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import org.junit.jupiter.api.Test;

class ExpectationMaximisationTest {
  private static final double[][] MEANS = {{2, 0}, {-1, 1.5}, {0, -2}};
  private static final GaussianMixture TRUTH =
      new GaussianMixture(new double[] {0.5, 0.3, 0.2}, MEANS, 0.6);

  private static double[][] points(int n) {
    RandomStream random = RandomKey.of(9).stream();
    double[][] points = new double[n][2];
    for (double[] x : points) {
      TRUTH.sample(random, x);
    }
    return points;
  }

  @Test
  void noStepLowersTheLikelihood() {
    double[][] points = points(300);
    GaussianMixture mixture =
        new GaussianMixture(new double[] {1, 1, 1}, new double[][] {{1, 1}, {-1, 0}, {0, -1}}, 2);
    double before = Double.NEGATIVE_INFINITY;
    for (int step = 0; step < 30; step++) {
      ExpectationMaximisation.Fit fit = ExpectationMaximisation.everything(mixture, points, 1, 0);
      assertTrue(fit.logLikelihood() >= before - 1e-12);
      before = fit.logLikelihood();
      mixture = fit.mixture();
    }
  }

  @Test
  void findsWeightsMeansAndVariance() {
    GaussianMixture start =
        new GaussianMixture(new double[] {1, 1, 1}, new double[][] {{1, 0}, {-1, 1}, {0, -1}}, 2);
    GaussianMixture found =
        ExpectationMaximisation.everything(start, points(4000), 500, 1e-9).mixture();
    assertArrayEquals(TRUTH.weights(), found.weights(), 0.03);
    assertEquals(0.6, found.variance(), 0.03);
    for (int k = 0; k < 3; k++) {
      assertArrayEquals(MEANS[k], found.mean(k), 0.1);
    }
  }

  @Test
  void weightsAloneConvergeToAStationaryPointOfTheLikelihood() {
    double[][] points = points(500);
    GaussianMixture start = TRUTH.withWeights(new double[] {1, 1, 1});
    double[] found = ExpectationMaximisation.weights(start, points, 5000, 0).mixture().weights();
    double[] means = new double[3];
    for (double[] x : points) {
      double[] shares = TRUTH.withWeights(found).responsibilities(x);
      for (int k = 0; k < 3; k++) {
        means[k] += shares[k] / points.length;
      }
    }
    assertArrayEquals(found, means, 1e-6);
  }
}
