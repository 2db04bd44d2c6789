package dev.clientele.method;

import dev.clientele.data.Federation;
import dev.clientele.data.Images;
import dev.clientele.diffusion.Sampler;
import dev.clientele.diffusion.Workspace;
import dev.clientele.network.Denoiser;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.Arrays;

/**
 * Draws images from a model. Immutable.
 *
 * @param spec the network; one client row, or none
 * @param federation whose images they imitate
 */
public record SampleDrawing(DenoiserSpec spec, Federation federation, Sampler sampler) {
  /** Images that are drawn at once. */
  static final int BATCH = 32;

  /**
   * Draws {@code count} images.
   *
   * @param model all weights of the network
   * @param like for a network with labels, whose labels to take in turn; null for all classes in
   *     turn
   */
  public Images draw(
      Weights model, Images like, int count, RandomKey streams, Workspace workspace) {
    Denoiser denoiser = workspace.denoiser(spec, BATCH);
    denoiser.network().load(model);
    int size = federation.shape().size();
    float[] pixels = new float[count * size];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = like == null ? i % federation.classes() : like.label(i % like.count());
    }
    int[] rows = new int[BATCH];
    for (int from = 0; from < count; from += BATCH) {
      int n = Math.min(BATCH, count - from);
      float[] drawn =
          sampler.sample(
              denoiser,
              spec.clients() == 0 ? null : rows,
              spec.labels() == 0 ? null : chunk(labels, from, n),
              streams.child(from / BATCH));
      System.arraycopy(drawn, 0, pixels, from * size, n * size);
    }
    return Images.adopt(federation.shape(), pixels, labels);
  }

  /** A batch of labels; what is beyond the last is drawn and thrown away. */
  private static int[] chunk(int[] labels, int from, int n) {
    return Arrays.copyOf(Arrays.copyOfRange(labels, from, from + n), BATCH);
  }
}
