package dev.clientele.diffusion;

/**
 * How much of the image is left at each step of the forward process: {@code x_t = sqrt(a_t) x_0 +
 * sqrt(1 - a_t) noise} with {@code a_t} the product of {@code 1 - beta} up to step t. Immutable.
 */
public final class NoiseSchedule {
  private final double[] kept;

  private NoiseSchedule(double[] betas) {
    kept = new double[betas.length];
    double product = 1;
    for (int t = 0; t < betas.length; t++) {
      product *= 1 - betas[t];
      kept[t] = product;
    }
  }

  /** Betas from 1e-4 to 0.02 in equal steps (Ho et al. 2020). */
  public static NoiseSchedule linear(int steps) {
    double[] betas = new double[requirePositive(steps)];
    for (int t = 0; t < steps; t++) {
      betas[t] = 1e-4 + (0.02 - 1e-4) * t / Math.max(1, steps - 1);
    }
    return new NoiseSchedule(betas);
  }

  /** The squared-cosine schedule (Nichol and Dhariwal 2021, equation 17), betas at most 0.999. */
  public static NoiseSchedule cosine(int steps) {
    double[] betas = new double[requirePositive(steps)];
    for (int t = 0; t < steps; t++) {
      double now = cosineKept((double) t / steps);
      double next = cosineKept((double) (t + 1) / steps);
      betas[t] = Math.min(1 - next / now, 0.999);
    }
    return new NoiseSchedule(betas);
  }

  private static double cosineKept(double time) {
    double c = StrictMath.cos((time + 0.008) / 1.008 * Math.PI / 2);
    return c * c;
  }

  private static int requirePositive(int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("expected at least one step but was " + steps);
    }
    return steps;
  }

  /** How many steps the forward process has. */
  public int steps() {
    return kept.length;
  }

  /**
   * The share {@code a_t} of the image's variance that is left at step t; all of it before step 0.
   */
  public double kept(int t) {
    return t < 0 ? 1 : kept[t];
  }

  /**
   * {@code x_t} of one image, {@code to[at..at + size - 1]}, from the image and noise at the same
   * places.
   */
  public void noise(int t, float[] image, float[] noise, float[] to, int at, int size) {
    float signal = (float) Math.sqrt(kept[t]);
    float sigma = (float) Math.sqrt(1 - kept[t]);
    for (int i = at; i < at + size; i++) {
      to[i] = signal * image[i] + sigma * noise[i];
    }
  }

  /** The velocity of one image, in place as {@link #noise}. */
  void velocity(int t, float[] image, float[] noise, float[] to, int at, int size) {
    float signal = (float) Math.sqrt(kept[t]);
    float sigma = (float) Math.sqrt(1 - kept[t]);
    for (int i = at; i < at + size; i++) {
      to[i] = signal * noise[i] - sigma * image[i];
    }
  }

  /** Turns a predicted velocity at {@code x_t} into the predicted noise, in place. */
  void noiseOf(int t, float[] velocity, float[] x) {
    float signal = (float) Math.sqrt(kept[t]);
    float sigma = (float) Math.sqrt(1 - kept[t]);
    for (int i = 0; i < x.length; i++) {
      velocity[i] = signal * velocity[i] + sigma * x[i];
    }
  }
}
