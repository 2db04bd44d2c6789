package dev.clientele.theory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.Tries;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixtureSampleTest {
  private static final TwoComponents TRUTH = TwoComponents.of(2, 0.8);

  /** |s_b(x_t) + z / sigma|^2 as it is defined, in three dimensions. */
  private static double loss(double[] mean, double[] x0, double[] z, double sigma, double b) {
    double alpha = Math.sqrt(1 - sigma * sigma);
    double[] noisedMean = new double[3];
    double[] x = new double[3];
    for (int i = 0; i < 3; i++) {
      noisedMean[i] = alpha * mean[i];
      x[i] = alpha * x0[i] + sigma * z[i];
    }
    double[] score = TwoComponents.score(x, noisedMean, b);
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      sum += Math.pow(score[i] + z[i] / sigma, 2);
    }
    return sum;
  }

  @Test
  void theReducedLossHasTheDefinitionsGradient() {
    Tries.check(
        40,
        random -> {
          double[] mean = Projection.direction(3, 1.5, random);
          double[] x0 = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
          double[] z = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
          double sigma = random.nextDouble(0.2, 0.95);
          double b = random.nextGaussian();
          DenoisingLoss.Builder builder = new DenoisingLoss.Builder(2.25, 1);
          builder.add(dot(mean, x0), dot(mean, z), sigma, 1);
          double h = 1e-5;
          double slope =
              (loss(mean, x0, z, sigma, b + h) - loss(mean, x0, z, sigma, b - h)) / (2 * h);
          double keep = 1 - sigma * sigma;
          assertEquals(slope, keep * builder.build().gradient(b), 1e-6 * (1 + Math.abs(slope)));
        });
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 32, 512})
  void errorsAreWhatTheoryPredictsInEveryDimension(int d) {
    int repeats = d == 512 ? 40 : 150;
    double[] descent = new double[repeats];
    double[] likelihood = new double[repeats];
    Setting setting = new Setting(TRUTH, d, 2000, 0.3, 1);
    for (int r = 0; r < repeats; r++) {
      MixtureSample sample = new MixtureSample(TRUTH, d, 2000, RandomKey.of(4).child(d).child(r));
      descent[r] = Estimator.ONE_LEVEL.weight(setting, sample) - 0.8;
      likelihood[r] = Estimator.LIKELIHOOD.weight(setting, sample) - 0.8;
    }
    assertWithinChance(Estimator.ONE_LEVEL.predicted(setting), descent);
    assertWithinChance(Estimator.LIKELIHOOD.predicted(setting), likelihood);
    assertEquals(0.0269, Estimator.ONE_LEVEL.predicted(setting), 1e-4);
    assertEquals(0.0093, Estimator.LIKELIHOOD.predicted(setting), 1e-4);
  }

  private static void assertWithinChance(double expected, double[] errors) {
    Estimate measured = Estimate.rootMeanSquare(errors);
    assertEquals(expected, measured.value(), 3.5 * measured.error());
    assertTrue(measured.error() < 0.2 * expected);
  }

  @Test
  void manyDrawsOverAllNoiseLevelsGiveTheLikeliestWeight() {
    double[] few = new double[12];
    double[] many = new double[12];
    for (int r = 0; r < few.length; r++) {
      MixtureSample sample = new MixtureSample(TRUTH, 4, 1000, RandomKey.of(6).child(r));
      double likeliest = TwoComponents.weight(sample.likeliest(5000, 0));
      Setting setting = new Setting(TRUTH, 4, 1000, 0.3, 2);
      few[r] = Estimator.ALL_LEVELS.weight(setting, sample) - likeliest;
      many[r] = Estimator.ALL_LEVELS.weight(setting.withDraws(64), sample) - likeliest;
    }
    double left = Estimate.rootMeanSquare(many).value() / Estimate.rootMeanSquare(few).value();
    assertTrue(left < 0.35, "the distance fell to " + left + " of what it was");
    assertEquals(0, Estimate.mean(many).value(), 4 * Estimate.mean(many).error());
  }

  @Test
  void projectionsAreStandardNormalTimesTheLength() {
    RandomStream random = RandomKey.of(1).stream();
    double[] along = Projection.direction(700, 3, random);
    double[] u = Projection.ofNormal(4000, along, random);
    Estimate length = Estimate.rootMeanSquare(u);
    assertEquals(3, length.value(), 4 * length.error());
    assertEquals(0, Estimate.mean(u).value(), 4 * Estimate.mean(u).error());
  }
}
