package dev.clientele.theory;

import dev.clientele.diffusion.NoiseSchedule;
import dev.clientele.diffusion.Objective;
import dev.clientele.diffusion.Workspace;
import dev.clientele.network.Denoiser;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import dev.clientele.tensor.Weights;

/**
 * How far a score is from a known mixture's, at each of {@link NoiseLevels}: {@code sigma^2 E
 * |s(x_t) - s*(x_t)|^2 / d} over noised points of the mixture, which is the mean squared error of
 * the predicted noise beyond the unavoidable. Immutable.
 *
 * @param spec the network; one client row, or none
 */
record ScoreError(DenoiserSpec spec, NoiseSchedule schedule) {
  private static final int BATCH = 32;
  private static final int POINTS = 8 * BATCH;

  /** The same points for every model: a function of the key. */
  private double[][] points(GaussianMixture noised, int level, RandomKey key) {
    RandomStream random = key.child(level).stream();
    double[][] points = new double[POINTS][noised.dimension()];
    for (double[] x : points) {
      noised.sample(random, x);
    }
    return points;
  }

  /** Of a network that holds the given weights. */
  double[] of(Weights model, GaussianMixture truth, RandomKey key, Workspace workspace) {
    Denoiser denoiser = workspace.denoiser(spec, BATCH);
    Objective objective = workspace.objective(spec, BATCH);
    denoiser.network().load(model);
    if (spec.clients() > 0) {
      denoiser.clients(new int[BATCH]);
    }
    double[] errors = new double[NoiseLevels.COUNT];
    for (int level = 0; level < errors.length; level++) {
      GaussianMixture noised = NoiseLevels.at(truth, schedule, level);
      double[][] points = points(noised, level, key);
      for (int from = 0; from < POINTS; from += BATCH) {
        errors[level] += batch(objective, noised, points, from, level);
      }
      errors[level] /= POINTS * truth.dimension();
    }
    return errors;
  }

  private double batch(
      Objective objective, GaussianMixture noised, double[][] points, int from, int level) {
    int d = noised.dimension();
    float[] noisy = new float[BATCH * d];
    float[] predicted = new float[BATCH * d];
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] = (float) points[from + i / d][i % d];
    }
    objective.predictNoise(noisy, NoiseLevels.step(schedule, level), predicted);
    double sigma = NoiseLevels.noise(schedule, level);
    double sum = 0;
    for (int i = 0; i < BATCH; i++) {
      double[] score = noised.score(points[from + i]);
      for (int j = 0; j < d; j++) {
        double error = predicted[i * d + j] + sigma * score[j];
        sum += error * error;
      }
    }
    return sum;
  }

  /** Of another mixture's exact score. */
  double[] of(GaussianMixture other, GaussianMixture truth, RandomKey key) {
    double[] errors = new double[NoiseLevels.COUNT];
    for (int level = 0; level < errors.length; level++) {
      GaussianMixture noised = NoiseLevels.at(truth, schedule, level);
      GaussianMixture candidate = NoiseLevels.at(other, schedule, level);
      double sigma = NoiseLevels.noise(schedule, level);
      for (double[] x : points(noised, level, key)) {
        double[] a = noised.score(x);
        double[] b = candidate.score(x);
        for (int j = 0; j < x.length; j++) {
          errors[level] += sigma * sigma * (a[j] - b[j]) * (a[j] - b[j]);
        }
      }
      errors[level] /= POINTS * truth.dimension();
    }
    return errors;
  }

  static double mean(double[] errors) {
    double sum = 0;
    for (double e : errors) {
      sum += e;
    }
    return sum / errors.length;
  }
}
