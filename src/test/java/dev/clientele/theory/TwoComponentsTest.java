package dev.clientele.theory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.Tries;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwoComponentsTest {
  private static final double[] SEPARATIONS = {0, 1e-4, 0.3, 1, 2, 7, 30, 300};
  private static final double[] BIASES = {-340, -15, -1, 0, 0.7, 20, 340};

  @Test
  void theBridgeToMaximumLikelihood() {
    TwoComponents truth = TwoComponents.of(2, 0.8);
    double b = TwoComponents.bias(0.3);
    assertEquals(0.496412, truth.divergence(b), 5e-7);
    assertEquals(0.496412, truth.integratedLoss(b), 5e-7);
    Tries.check(
        40,
        random -> {
          double separation = Math.exp(random.nextDouble(-4, 3));
          TwoComponents some = new TwoComponents(separation, random.nextDouble(-8, 8));
          double candidate = random.nextDouble(-8, 8);
          double divergence = some.divergence(candidate);
          assertEquals(divergence, some.integratedLoss(candidate), 1e-9 * divergence + 1e-15);
        });
  }

  @Test
  void theDivergenceAgainstTheDefinitionOnAFineGrid() {
    TwoComponents truth = TwoComponents.of(1.3, 0.65);
    double sum = 0;
    double step = 1e-3;
    for (double x = -12; x < 12; x += step) {
      double p = density(x, 1.3, 0.65);
      sum += step * p * Math.log(p / density(x, 1.3, 0.1));
    }
    assertEquals(sum, truth.divergence(TwoComponents.bias(0.1)), 1e-10);
  }

  private static double density(double x, double mean, double w) {
    double plus = Math.exp(-(x - mean) * (x - mean) / 2);
    double minus = Math.exp(-(x + mean) * (x + mean) / 2);
    return (w * plus + (1 - w) * minus) / Math.sqrt(2 * Math.PI);
  }

  @Test
  void theGradientAgainstFiniteDifferences() {
    Tries.check(
        60,
        random -> {
          TwoComponents truth =
              new TwoComponents(Math.exp(random.nextDouble(-2, 2)), random.nextDouble(-3, 3));
          double time = random.nextDouble(2);
          double b = random.nextDouble(-3, 3);
          double h = 1e-4;
          double difference = (truth.loss(time, b + h) - truth.loss(time, b - h)) / (2 * h);
          double gradient = truth.gradient(time, b);
          assertEquals(difference, gradient, 1e-6 * (1e-3 + Math.abs(gradient)));
          assertEquals(Math.signum(b - truth.bias()), Math.signum(gradient));
        });
  }

  @Test
  void theLossIsTheMeanSquareOfTheScoresDifferenceInManyDimensions() {
    double[] mean = {0.6, -0.5, 0.9, 0.2};
    double square = 0;
    for (double v : mean) {
      square += v * v;
    }
    double time = 0.4;
    TwoComponents truth = TwoComponents.of(Math.sqrt(square), 0.7);
    GaussianMixture law = mixture(mean, 0.7).noised(Math.exp(-time), noise(time));
    GaussianMixture other = mixture(mean, 0.2).noised(Math.exp(-time), noise(time));
    RandomStream random = RandomKey.of(5).stream();
    double[] losses = new double[40_000];
    double[] x = new double[mean.length];
    for (int i = 0; i < losses.length; i++) {
      law.sample(random, x);
      double[] a = law.score(x);
      double[] b = other.score(x);
      for (int j = 0; j < x.length; j++) {
        losses[i] += (a[j] - b[j]) * (a[j] - b[j]);
      }
    }
    Estimate estimate = Estimate.mean(losses);
    double exact = truth.loss(time, TwoComponents.bias(0.2));
    assertEquals(exact, estimate.value(), 4 * estimate.error());
    assertTrue(estimate.error() < 0.02 * exact);
  }

  private static double noise(double time) {
    return Math.sqrt(1 - Math.exp(-2 * time));
  }

  private static GaussianMixture mixture(double[] mean, double weight) {
    double[] opposite = mean.clone();
    for (int i = 0; i < mean.length; i++) {
      opposite[i] = -mean[i];
    }
    return new GaussianMixture(
        new double[] {weight, 1 - weight}, new double[][] {mean, opposite}, 1);
  }

  @Test
  void theScoreIsTheMixturesOwn() {
    double[] mean = {1.5, -0.4, 0.3};
    Tries.check(
        50,
        random -> {
          double[] x = {
            3 * random.nextGaussian(), 3 * random.nextGaussian(), 3 * random.nextGaussian()
          };
          double w = random.nextDouble(0.01, 0.99);
          assertArrayEquals(
              mixture(mean, w).score(x),
              TwoComponents.score(x, mean, TwoComponents.bias(w)),
              1e-12);
        });
  }

  @ParameterizedTest
  @CsvSource({"0.25, 0.8000", "1, 0.8000", "4, 0.7996"})
  void gradientDescentOnThePopulation(double square, double expected) {
    TwoComponents truth = TwoComponents.of(Math.sqrt(square), 0.8);
    double size = 1 / (2 * Math.max(square, 1));
    double[] path = GradientDescent.path(b -> truth.gradient(0, b), 0, size, 200);
    assertEquals(expected, TwoComponents.weight(path[200]), 5e-5);
  }

  @Test
  void theTruthIsAFixedPointOfExpectationMaximisation() {
    for (double separation : new double[] {0.2, 1, 5}) {
      TwoComponents truth = TwoComponents.of(separation, 0.85);
      assertEquals(0.85, truth.expectationMaximisation(truth.bias()), 1e-14);
      assertTrue(truth.expectationMaximisation(0) > 0.5);
    }
  }

  @Test
  void likelihoodsErrorIsTheDivergencesCurvature() {
    for (double separation : new double[] {0.3, 1, 2, 4}) {
      TwoComponents truth = TwoComponents.of(separation, 0.8);
      double h = 1e-3;
      double information =
          (truth.divergence(TwoComponents.bias(0.8 + h))
                  + truth.divergence(TwoComponents.bias(0.8 - h)))
              / (h * h);
      assertEquals(1 / Math.sqrt(500 * information), truth.likelihoodError(500), 1e-5);
    }
    // So far apart that every point's component is known: a binomial share's error.
    double apart = TwoComponents.of(10, 0.8).likelihoodError(500);
    assertEquals(Math.sqrt(0.8 * 0.2 / 500), apart, 1e-12);
  }

  @Test
  void nothingOverflowsAtTheEdges() {
    for (double separation : SEPARATIONS) {
      for (double bias : BIASES) {
        TwoComponents truth = new TwoComponents(separation, bias);
        for (double b : BIASES) {
          String where = truth + ", candidate " + b;
          double divergence = truth.divergence(b);
          assertTrue(divergence >= 0 && divergence < 1e5, where);
          assertTrue(truth.loss(0, b) >= 0 && truth.loss(3, b) < 1e6, where);
          double slope = truth.gradient(0.1, b);
          assertTrue(slope == 0 || Math.signum(slope) == Math.signum(b - bias), where);
          assertTrue(Double.isFinite(truth.integratedLoss(b)), where);
        }
        assertEquals(0, truth.divergence(bias));
        assertEquals(0, truth.loss(0.5, bias));
      }
    }
  }

  @Test
  void weightsAndBiases() {
    assertEquals(0.5, TwoComponents.weight(0));
    assertEquals(1e-300, TwoComponents.weight(TwoComponents.bias(1e-300)), 1e-312);
    assertEquals(0.8, TwoComponents.weight(TwoComponents.bias(0.8)), 1e-15);
    assertThrows(IllegalArgumentException.class, () -> TwoComponents.of(1, 1));
    assertThrows(IllegalArgumentException.class, () -> TwoComponents.of(-1, 0.5));
  }
}
