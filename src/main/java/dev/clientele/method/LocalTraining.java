package dev.clientele.method;

import dev.clientele.config.RateSchedule;
import dev.clientele.data.Batches;
import dev.clientele.data.Images;
import dev.clientele.diffusion.Trainer;
import dev.clientele.network.Denoiser;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Steps of local training on one client's images. Every image is the client's: its embedding is row
 * 0 of the network's one-row table, and a dropped condition is no row at all.
 *
 * @param steps optimiser steps
 * @param conditionDropout the probability that an image goes without its condition: the client's
 *     embedding, or its label where the network has no embedding
 * @param clipNorm the norm to which gradients are clipped
 * @param schedule of the learning rates
 * @param pull runs after every backward pass and may add to the gradients
 */
public record LocalTraining(
    int steps, double conditionDropout, double clipNorm, RateSchedule schedule, Runnable pull) {
  /** Steps at constant learning rates, without a pull. */
  public LocalTraining(int steps, double conditionDropout, double clipNorm) {
    this(steps, conditionDropout, clipNorm, RateSchedule.CONSTANT);
  }

  /** Steps without a pull. */
  public LocalTraining(int steps, double conditionDropout, double clipNorm, RateSchedule schedule) {
    this(steps, conditionDropout, clipNorm, schedule, () -> {});
  }

  /** The same with something that adds to the gradients. */
  LocalTraining pulled(Runnable by) {
    return new LocalTraining(steps, conditionDropout, clipNorm, schedule, by);
  }

  /**
   * Trains what the trainer's network holds.
   *
   * @param rates each tensor's learning rate
   * @return the mean loss over all steps
   */
  public double run(Trainer trainer, Images images, RandomKey key, ToDoubleFunction<String> rates) {
    return mean(losses(trainer, images, key, rates), 0);
  }

  /** As {@link #run}, but returns every step's loss. */
  double[] losses(Trainer trainer, Images images, RandomKey key, ToDoubleFunction<String> rates) {
    Denoiser denoiser = trainer.denoiser();
    DenoiserSpec spec = denoiser.spec();
    Batches batches = new Batches(images, denoiser.batch(), key.child("batches").stream());
    RandomStream noise = key.child("noise").stream();
    RandomStream dropout = key.child("dropout").stream();
    float[] pixels = new float[denoiser.batch() * denoiser.imageSize()];
    int[] labels = new int[denoiser.batch()];
    int[] rows = new int[denoiser.batch()];
    double[] losses = new double[steps];
    trainer.begin(rates);
    for (int step = 0; step < steps; step++) {
      batches.next(pixels, labels);
      if (spec.clients() > 0) {
        Arrays.fill(rows, 0);
        drop(rows, dropout);
        denoiser.clients(rows);
      }
      if (spec.labels() > 0) {
        if (spec.clients() == 0) {
          drop(labels, dropout);
        }
        denoiser.labels(labels);
      }
      losses[step] = trainer.objective().lossAndGradients(pixels, noise);
      pull.run();
      trainer.step(clipNorm, schedule.factor(step, steps));
    }
    return losses;
  }

  private void drop(int[] rows, RandomStream random) {
    for (int i = 0; i < rows.length; i++) {
      if (random.nextDouble() < conditionDropout) {
        rows[i] = Denoiser.NONE;
      }
    }
  }

  /** The mean of the last tenth of the losses; NaN where there are none. */
  static double atTheEnd(double[] losses) {
    return mean(losses, Math.max(0, losses.length - Math.max(1, losses.length / 10)));
  }

  /** The mean of the losses from position {@code from} on. */
  static double mean(double[] losses, int from) {
    double sum = 0;
    for (int i = from; i < losses.length; i++) {
      sum += losses[i];
    }
    return losses.length == from ? Double.NaN : sum / (losses.length - from);
  }
}
