package dev.clientele.diffusion;

import dev.clientele.network.Denoiser;
import dev.clientele.tensor.RandomStream;
import java.util.Arrays;

/**
 * The denoising objective (Ho et al. 2020, equation 14): the mean squared error of what the network
 * predicts, at a uniformly random step for every image. Belongs to one denoiser and its thread.
 */
public final class Objective {
  private final Denoiser denoiser;
  private final NoiseSchedule schedule;
  private final Prediction prediction;
  private final int[] times;
  private final float[] noise;
  private final float[] noisy;
  private final float[] target;

  /** The objective of a denoiser that predicts the noise. */
  public Objective(Denoiser denoiser, NoiseSchedule schedule) {
    this(denoiser, schedule, Prediction.EPSILON);
  }

  /** The objective of {@code denoiser} under {@code schedule}. */
  public Objective(Denoiser denoiser, NoiseSchedule schedule, Prediction prediction) {
    this.prediction = prediction;
    this.denoiser = denoiser;
    this.schedule = schedule;
    this.times = new int[denoiser.batch()];
    this.noise = new float[denoiser.batch() * denoiser.imageSize()];
    this.noisy = new float[noise.length];
    this.target = prediction == Prediction.EPSILON ? noise : new float[noise.length];
  }

  /**
   * Draws steps and noise, and computes the loss and its gradients.
   *
   * @param images {@code [batch, height, width, channels]}, in -1..1
   */
  public double lossAndGradients(float[] images, RandomStream random) {
    for (int i = 0; i < times.length; i++) {
      times[i] = random.nextInt(schedule.steps());
    }
    random.fillGaussian(noise);
    present(images);
    return denoiser.lossAndGradients(target);
  }

  /**
   * Each image's squared error at given steps; noise is drawn from {@code random}. The array is
   * reused by the next call.
   */
  public float[] errors(float[] images, int[] at, RandomStream random) {
    System.arraycopy(at, 0, times, 0, times.length);
    random.fillGaussian(noise);
    present(images);
    return denoiser.errors(target);
  }

  /**
   * The noise that the network sees in images at one step, whatever it is that it predicts.
   *
   * @param noisy {@code [batch, height, width, channels]}
   * @param to of the same size
   */
  public void predictNoise(float[] noisy, int step, float[] to) {
    Arrays.fill(times, step);
    denoiser.samples(noisy);
    denoiser.times(times);
    denoiser.predict(to);
    if (prediction == Prediction.V) {
      schedule.noiseOf(step, to, noisy);
    }
  }

  private void present(float[] images) {
    int size = denoiser.imageSize();
    for (int i = 0; i < times.length; i++) {
      schedule.noise(times[i], images, noise, noisy, i * size, size);
      if (prediction == Prediction.V) {
        schedule.velocity(times[i], images, noise, target, i * size, size);
      }
    }
    denoiser.samples(noisy);
    denoiser.times(times);
  }
}
