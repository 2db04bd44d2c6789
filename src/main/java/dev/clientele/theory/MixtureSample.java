package dev.clientele.theory;

import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;

/**
 * Points of a two-component mixture in d dimensions and noise for them, of which everything that
 * the weight's estimators need is kept: the inner products with mu. Immutable.
 */
final class MixtureSample {
  private final double[] mean;
  private final double[] points;
  private final RandomKey key;

  /**
   * Draws n points.
   *
   * @param truth the mixture
   * @param d dimensions; the direction of mu is drawn, too
   */
  MixtureSample(TwoComponents truth, int d, int n, RandomKey key) {
    this.key = key;
    mean = Projection.direction(d, truth.separation(), key.child("direction").stream());
    points = Projection.ofNormal(n, mean, key.child("points").stream());
    RandomStream component = key.child("components").stream();
    double square = truth.signal(0);
    double w = TwoComponents.weight(truth.bias());
    for (int i = 0; i < n; i++) {
      points[i] += component.nextDouble() < w ? square : -square;
    }
  }

  /** The bias that expectation maximisation on the points converges to. */
  double likeliest(int steps, double start) {
    double b = start;
    for (int step = 0; step < steps; step++) {
      double sum = 0;
      for (double u : points) {
        sum += Stable.sigmoid(2 * (u + b));
      }
      double next = GradientDescent.within(TwoComponents.bias(sum / points.length));
      if (Math.abs(next - b) < GradientDescent.TOLERANCE) {
        return next;
      }
      b = next;
    }
    return b;
  }

  /** The denoising loss at one time, with {@code draws} noise draws a point. */
  DenoisingLoss at(double time, int draws) {
    DenoisingLoss.Builder loss = new DenoisingLoss.Builder(square(), points.length * draws);
    double noise = StrictMath.sqrt(-StrictMath.expm1(-2 * time));
    for (int draw = 0; draw < draws; draw++) {
      double[] z = noise(draw);
      for (int i = 0; i < points.length; i++) {
        loss.add(points[i], z[i], noise, 1);
      }
    }
    return loss.build();
  }

  /**
   * The denoising loss integrated over all times, from {@code draws} noise levels a point: sigma is
   * uniform in as many equal parts of 0..1, and {@code dt = sigma / alpha^2 dsigma}. Its minimiser
   * tends to the likeliest weight of the same points as draws grow.
   */
  DenoisingLoss overAllTimes(int draws) {
    DenoisingLoss.Builder loss = new DenoisingLoss.Builder(square(), points.length * draws);
    RandomStream levels = key.child("levels").stream();
    for (int draw = 0; draw < draws; draw++) {
      double[] z = noise(draw);
      for (int i = 0; i < points.length; i++) {
        double sigma = (draw + 1 - levels.nextDouble()) / draws; // (0, 1]
        loss.add(points[i], z[i], sigma, sigma);
      }
    }
    return loss.build();
  }

  private double[] noise(int draw) {
    return Projection.ofNormal(points.length, mean, key.child("noise").child(draw).stream());
  }

  private double square() {
    double sum = 0;
    for (double v : mean) {
      sum += v * v;
    }
    return sum;
  }
}
