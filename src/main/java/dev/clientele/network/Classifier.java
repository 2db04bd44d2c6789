package dev.clientele.network;

import dev.clientele.kernel.Kernels;

/**
 * A classifier of images, laid out for a fixed batch. Belongs to the thread that made its kernels.
 */
public final class Classifier {
  private final int classes;
  private final int batch;
  private final Kernels kernels;
  private final Value images;
  private final Value features;
  private final Value logits;
  private final Network network;
  private final float[] scores;

  Classifier(NetworkBuilder builder, Value images, Value features, Value logits) {
    this.classes = logits.channels;
    this.batch = builder.batch;
    this.kernels = builder.kernels;
    this.images = images;
    this.features = features;
    this.logits = logits;
    this.network = builder.build(logits);
    this.scores = new float[batch * classes];
  }

  public Network network() {
    return network;
  }

  public int batch() {
    return batch;
  }

  /**
   * Computes the features of a batch.
   *
   * @param pixels {@code [batch, height, width, channels]}
   * @param to {@code [batch, features]}
   */
  public void features(float[] pixels, float[] to) {
    kernels.write(pixels, 0, images.data);
    network.forward();
    kernels.read(features.data, to, 0);
  }

  /**
   * Computes the scores of a batch, {@code [batch, classes]}; the array is reused by the next call.
   */
  public float[] logits(float[] pixels) {
    kernels.write(pixels, 0, images.data);
    network.forward();
    kernels.read(logits.data, scores, 0);
    return scores;
  }

  /** The mean cross-entropy of a batch, whose gradients are then in the parameters. */
  public double lossAndGradients(float[] pixels, int[] labels) {
    return lossAndGradients(pixels, new CrossEntropy(labels));
  }

  /** A batch's loss, whose gradients are then in the parameters. */
  public double lossAndGradients(float[] pixels, ScoreLoss loss) {
    logits(pixels);
    double value = loss.differentiate(scores, batch, classes);
    kernels.write(scores, 0, logits.gradient);
    network.backward();
    return value;
  }
}
