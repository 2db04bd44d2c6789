package dev.clientele.diffusion;

import dev.clientele.network.Denoiser;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import java.util.Arrays;

/**
 * Draws images by running the forward process backwards: DDIM (Song et al. 2021, equations 12 and
 * 16), of which eta = 1 over all steps is DDPM's ancestral sampling with its smaller variance.
 * Immutable.
 *
 * @param schedule the forward process
 * @param prediction what the network predicts
 * @param steps how many of its steps are visited, evenly spaced and ending with the first
 * @param eta how much fresh noise is added: 0 none, 1 as much as the forward process explains
 * @param variance whose variance the fresh noise has
 * @param guidance the strength w of classifier-free guidance (Ho and Salimans 2021): {@code (1 + w)
 *     conditional - w unconditional}; the condition is the client's embedding, or the label's where
 *     the network has no other
 * @param clip whether the predicted image is kept within -1..1 at every step
 */
public record Sampler(
    NoiseSchedule schedule,
    Prediction prediction,
    int steps,
    double eta,
    Variance variance,
    double guidance,
    boolean clip) {
  /** The variance of the noise that is added at each step (Ho et al. 2020, section 3.2). */
  public enum Variance {
    /** The posterior's: {@code beta (1 - a') / (1 - a)}. */
    SMALL,
    /** The forward step's: {@code beta}. */
    LARGE
  }

  /** Rejects more steps than the forward process has. */
  public Sampler {
    if (steps < 1 || steps > schedule.steps()) {
      throw new IllegalArgumentException(
          "expected 1 to " + schedule.steps() + " sampling steps but was " + steps);
    }
  }

  /** A sampler for a network that predicts the noise. */
  public Sampler(
      NoiseSchedule schedule,
      int steps,
      double eta,
      Variance variance,
      double guidance,
      boolean clip) {
    this(schedule, Prediction.EPSILON, steps, eta, variance, guidance, clip);
  }

  /** The steps that are visited, in descending order, beginning with the noisiest. */
  public int[] times() {
    int[] times = new int[steps];
    for (int i = 0; i < steps; i++) {
      times[i] = (int) Math.round((double) schedule.steps() * (steps - i) / steps) - 1;
    }
    return times;
  }

  /**
   * Draws as many images as the denoiser's batch. Image i's noise comes from {@code key.child(i)}.
   *
   * @param clients each image's row of the client embedding, or null where the network has none
   * @param labels each image's row of the label embedding, or null where the network has none
   * @return {@code [batch, height, width, channels]}
   */
  public float[] sample(Denoiser denoiser, int[] clients, int[] labels, RandomKey key) {
    int size = denoiser.imageSize();
    RandomStream[] random = new RandomStream[denoiser.batch()];
    float[] x = new float[denoiser.batch() * size];
    for (int i = 0; i < random.length; i++) {
      random[i] = key.child(i).stream();
      fill(random[i], x, i * size, size);
    }
    int[] times = times();
    float[] noise = new float[x.length];
    for (int i = 0; i < times.length; i++) {
      predict(denoiser, x, times[i], clients, labels, noise);
      if (prediction == Prediction.V) {
        schedule.noiseOf(times[i], noise, x);
      }
      step(x, noise, times[i], i + 1 < times.length ? times[i + 1] : -1, random);
    }
    return x;
  }

  /** What the network predicts for x at step t, guided if wanted. */
  private void predict(
      Denoiser denoiser, float[] x, int t, int[] clients, int[] labels, float[] noise) {
    int[] times = new int[denoiser.batch()];
    Arrays.fill(times, t);
    denoiser.samples(x);
    denoiser.times(times);
    condition(denoiser, clients, labels);
    denoiser.predict(noise);
    if (guidance == 0) {
      return;
    }
    int[] none = new int[denoiser.batch()];
    Arrays.fill(none, Denoiser.NONE);
    condition(
        denoiser, clients == null ? null : none, clients == null && labels != null ? none : labels);
    float[] free = new float[noise.length];
    denoiser.predict(free);
    float w = (float) guidance;
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (1 + w) * noise[i] - w * free[i];
    }
  }

  private static void condition(Denoiser denoiser, int[] clients, int[] labels) {
    if (clients != null) {
      denoiser.clients(clients);
    }
    if (labels != null) {
      denoiser.labels(labels);
    }
  }

  /**
   * One step in place: from {@code x_t} and its predicted noise to {@code x_s}; s = -1 is the
   * image.
   *
   * @param random one stream an image; not used without fresh noise
   */
  void step(float[] x, float[] noise, int t, int s, RandomStream[] random) {
    double a = schedule.kept(t);
    double b = schedule.kept(s);
    double small = eta * Math.sqrt((1 - a / b) * (1 - b) / (1 - a));
    double added = variance == Variance.LARGE && s >= 0 ? eta * Math.sqrt(1 - a / b) : small;
    double kept = Math.sqrt(Math.max(0, 1 - b - small * small));
    double signal = Math.sqrt(a);
    double sigma = Math.sqrt(1 - a);
    double next = Math.sqrt(b);
    for (int i = 0; i < x.length; i++) {
      double image = (x[i] - sigma * noise[i]) / signal;
      double epsilon = noise[i];
      if (clip) {
        image = Math.clamp(image, -1.0, 1.0);
        epsilon = (x[i] - signal * image) / sigma;
      }
      x[i] = (float) (next * image + kept * epsilon);
    }
    if (added > 0) {
      int size = x.length / random.length;
      for (int i = 0; i < x.length; i++) {
        x[i] += (float) (added * random[i / size].nextGaussian());
      }
    }
  }

  private static void fill(RandomStream random, float[] to, int at, int size) {
    for (int i = 0; i < size; i++) {
      to[at + i] = (float) random.nextGaussian();
    }
  }
}
