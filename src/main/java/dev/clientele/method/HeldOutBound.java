package dev.clientele.method;

import dev.clientele.data.Images;
import dev.clientele.diffusion.VariationalBound;
import dev.clientele.diffusion.Workspace;
import dev.clientele.network.Denoiser;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.Arrays;

/**
 * The bound on the negative log-likelihood of images, in bits a dimension, averaged over them.
 * Equal keys give equal noise, so that models can be compared.
 *
 * @param spec the network; one client row, or none
 * @param bound what is measured of each image
 */
public record HeldOutBound(DenoiserSpec spec, VariationalBound bound) {
  private static final int BATCH = SampleDrawing.BATCH;

  /**
   * The mean over all images.
   *
   * @param model all weights of the network
   */
  public double of(Weights model, Images images, RandomKey streams, Workspace workspace) {
    Denoiser denoiser = workspace.denoiser(spec, BATCH);
    denoiser.network().load(model);
    if (spec.clients() > 0) {
      denoiser.clients(new int[BATCH]);
    }
    int size = images.shape().size();
    float[] pixels = new float[BATCH * size];
    int[] labels = new int[BATCH];
    RandomKey[] keys = new RandomKey[BATCH];
    double sum = 0;
    for (int from = 0; from < images.count(); from += BATCH) {
      int n = Math.min(BATCH, images.count() - from);
      Arrays.setAll(keys, i -> streams.child(i));
      for (int i = 0; i < n; i++) {
        images.copyTo(from + i, pixels, i * size);
        labels[i] = images.label(from + i);
        keys[i] = streams.child(from + i);
      }
      if (spec.labels() > 0) {
        denoiser.labels(labels);
      }
      VariationalBound.Bits[] bits =
          bound.of(pixels, VariationalBound.Predictor.of(denoiser), keys);
      for (int i = 0; i < n; i++) {
        sum += bits[i].total();
      }
    }
    return sum / images.count();
  }
}
