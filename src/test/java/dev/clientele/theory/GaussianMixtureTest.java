package dev.clientele.theory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.Tries;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GaussianMixtureTest {
  private static GaussianMixture random(RandomStream random, int components, int d) {
    double[][] means = new double[components][d];
    for (double[] mean : means) {
      Arrays.setAll(mean, i -> 2 * random.nextGaussian());
    }
    return new GaussianMixture(
        random.nextDirichlet(components, 0.5), means, random.nextDouble(0.2, 2));
  }

  @Test
  void theScoreAgainstFiniteDifferencesOfTheDensity() {
    Tries.check(
        50,
        random -> {
          GaussianMixture mixture = random(random, 4, 3);
          GaussianMixture noised = mixture.noised(0.8, 0.6);
          double[] x = new double[3];
          Arrays.setAll(x, i -> 3 * random.nextGaussian());
          double[] score = noised.score(x);
          for (int i = 0; i < 3; i++) {
            double[] above = x.clone();
            double[] below = x.clone();
            above[i] += 1e-5;
            below[i] -= 1e-5;
            double slope = (noised.logDensity(above) - noised.logDensity(below)) / 2e-5;
            assertEquals(slope, score[i], 1e-7 * (1 + Math.abs(slope)));
          }
        });
  }

  @Test
  void theDensityIntegratesToOne() {
    GaussianMixture mixture =
        new GaussianMixture(new double[] {1, 3}, new double[][] {{-1, 0.5}, {2, -0.5}}, 0.7);
    double sum = 0;
    for (double x = -8; x < 9; x += 0.05) {
      for (double y = -7; y < 7; y += 0.05) {
        sum += Math.exp(mixture.logDensity(new double[] {x, y})) * 0.05 * 0.05;
      }
    }
    assertEquals(1, sum, 1e-9);
  }

  @Test
  void noiseAddsItsVarianceAndShrinksTheMeans() {
    GaussianMixture noised =
        new GaussianMixture(new double[] {1, 1}, new double[][] {{2}, {-4}}, 0.25).noised(0.5, 2);
    assertArrayEquals(new double[] {1}, noised.mean(0));
    assertArrayEquals(new double[] {-2}, noised.mean(1));
    assertEquals(0.25 * 0.25 + 4, noised.variance(), 1e-15);
  }

  @Test
  void drawsHaveTheMixturesMomentsAndShares() {
    double[][] means = {{3, 0}, {-1, 2}, {0, 0}};
    GaussianMixture mixture = new GaussianMixture(new double[] {0.2, 0.7, 0.1}, means, 0.5);
    RandomStream random = RandomKey.of(3).stream();
    int n = 50_000;
    double[] counts = new double[3];
    double[] sum = new double[2];
    double square = 0;
    double[] x = new double[2];
    for (int i = 0; i < n; i++) {
      counts[mixture.sample(random, x)]++;
      sum[0] += x[0];
      sum[1] += x[1];
      square += x[0] * x[0];
    }
    assertEquals(0.7, counts[1] / n, 0.01);
    assertEquals(0.1, counts[2] / n, 0.01);
    assertEquals(0.2 * 3 - 0.7, sum[0] / n, 0.03);
    assertEquals(0.7 * 2, sum[1] / n, 0.03);
    assertEquals(0.2 * 9 + 0.7 + 0.5, square / n, 0.06);
  }

  @Test
  void farPointsAndEmptyComponentsDoNoHarm() {
    GaussianMixture mixture =
        new GaussianMixture(new double[] {1e-300, 0, 1}, new double[][] {{0}, {1e6}, {-1e6}}, 1e-3);
    for (double at : new double[] {-1e8, -1e6, 0, 1e6, 1e8}) {
      double[] x = {at};
      assertTrue(Double.isFinite(mixture.logDensity(x)));
      assertTrue(Double.isFinite(mixture.score(x)[0]));
      assertEquals(1, Arrays.stream(mixture.responsibilities(x)).sum(), 1e-12);
      assertEquals(0, mixture.responsibilities(x)[1]);
    }
    assertEquals(1, mixture.responsibilities(new double[] {0})[0], 1e-12);
  }

  @Test
  void whatIsNoMixtureIsRefused() {
    double[][] one = {{0}};
    assertThrows(
        IllegalArgumentException.class, () -> new GaussianMixture(new double[] {0}, one, 1));
    assertThrows(
        IllegalArgumentException.class, () -> new GaussianMixture(new double[] {1}, one, 0));
    assertThrows(
        IllegalArgumentException.class, () -> new GaussianMixture(new double[] {1, 1}, one, 1));
    GaussianMixture good = new GaussianMixture(new double[] {1}, one, 1);
    assertThrows(IllegalArgumentException.class, () -> good.score(new double[2]));
  }

  @Test
  void aSampledDivergenceAgainstQuadrature() {
    double[] mean = {1, 0.5, -0.8};
    double length = Math.sqrt(1 + 0.25 + 0.64);
    GaussianMixture p =
        new GaussianMixture(new double[] {0.8, 0.2}, new double[][] {mean, {-1, -0.5, 0.8}}, 1);
    Estimate sampled =
        Divergence.monteCarlo(p, p.withWeights(new double[] {0.3, 0.7}), 20_000, RandomKey.of(2));
    double exact = TwoComponents.of(length, 0.8).divergence(TwoComponents.bias(0.3));
    assertEquals(exact, sampled.value(), 4 * sampled.error());
    assertTrue(sampled.error() < 0.03 * exact);
  }
}
