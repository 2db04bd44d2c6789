package dev.clientele.method;

import dev.clientele.data.Images;
import dev.clientele.diffusion.Objective;
import dev.clientele.diffusion.Workspace;
import dev.clientele.network.Denoiser;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import dev.clientele.tensor.Weights;

/**
 * The mean squared error of what a denoiser predicts, over images and noise levels. Every image is
 * measured at {@code draws} steps, one from each of as many equal parts of the schedule. Equal keys
 * give equal noise, so that models can be compared.
 *
 * @param spec the network; one client row, or none
 * @param draws steps an image
 */
public record HeldOutLoss(DenoiserSpec spec, int draws) {
  private static final int BATCH = SampleDrawing.BATCH;

  /**
   * The mean over all images.
   *
   * @param model all weights of the network
   */
  public double of(Weights model, Images images, RandomKey streams, Workspace workspace) {
    float[] errors = errors(model, images, streams, workspace);
    double sum = 0;
    for (int from = 0; from < errors.length; from += BATCH) {
      sum += sum(errors, from, Math.min(errors.length, from + BATCH));
    }
    return sum / errors.length;
  }

  /** Each image's mean: what a membership inference looks at. */
  public double[] each(Weights model, Images images, RandomKey streams, Workspace workspace) {
    float[] errors = errors(model, images, streams, workspace);
    double[] means = new double[images.count()];
    for (int i = 0; i < means.length; i++) {
      means[i] = sum(errors, i * draws, (i + 1) * draws) / draws;
    }
    return means;
  }

  /** All draws of the first image, then of the next. */
  private float[] errors(Weights model, Images images, RandomKey streams, Workspace workspace) {
    Denoiser denoiser = workspace.denoiser(spec, BATCH);
    Objective objective = workspace.objective(spec, BATCH);
    denoiser.network().load(model);
    if (spec.clients() > 0) {
      denoiser.clients(new int[BATCH]);
    }
    RandomStream noise = streams.child("noise").stream();
    RandomStream times = streams.child("times").stream();
    int steps = workspace.steps();
    int size = images.shape().size();
    float[] pixels = new float[BATCH * size];
    int[] at = new int[BATCH];
    int[] labels = new int[BATCH];
    float[] all = new float[images.count() * draws];
    for (int from = 0; from < all.length; from += BATCH) {
      int n = Math.min(BATCH, all.length - from);
      for (int i = 0; i < n; i++) {
        int image = (from + i) / draws;
        int draw = (from + i) % draws;
        images.copyTo(image, pixels, i * size);
        labels[i] = images.label(image);
        at[i] = Math.min(steps - 1, (int) ((draw + times.nextDouble()) / draws * steps));
      }
      if (spec.labels() > 0) {
        denoiser.labels(labels);
      }
      System.arraycopy(objective.errors(pixels, at, noise), 0, all, from, n);
    }
    return all;
  }

  private static double sum(float[] errors, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += errors[i];
    }
    return sum;
  }
}
