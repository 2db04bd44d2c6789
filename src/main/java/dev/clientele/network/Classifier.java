package dev.clientele.network;

import dev.clientele.kernel.Kernels;
import java.util.function.DoubleUnaryOperator;

/**
 * A classifier of images, laid out for a fixed batch. Belongs to the thread that made its kernels.
 */
public final class Classifier {
  private final DoubleUnaryOperator exponential;
  private final int classes;
  private final int batch;
  private final Kernels kernels;
  private final Value images;
  private final Value features;
  private final Value logits;
  private final Network network;
  private final float[] scores;
  private final double[] exponentials;

  /**
   * @param exponential for the softmax, of numbers of at most 0
   */
  Classifier(
      NetworkBuilder builder,
      Value images,
      Value features,
      Value logits,
      DoubleUnaryOperator exponential) {
    this.exponential = exponential;
    this.classes = logits.channels;
    this.batch = builder.batch;
    this.kernels = builder.kernels;
    this.images = images;
    this.features = features;
    this.logits = logits;
    this.network = builder.build(logits);
    this.scores = new float[batch * classes];
    this.exponentials = new double[classes];
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
    logits(pixels);
    double loss = 0;
    for (int n = 0; n < batch; n++) {
      loss -= logLikelihood(n * classes, labels[n], 1.0 / batch);
    }
    kernels.write(scores, 0, logits.gradient);
    network.backward();
    return loss / batch;
  }

  /**
   * The log-probability of the label; replaces the scores by {@code factor * (softmax - one-hot)}.
   */
  private double logLikelihood(int at, int label, double factor) {
    double max = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      max = Math.max(max, scores[at + c]);
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      exponentials[c] = exponential.applyAsDouble(scores[at + c] - max);
      sum += exponentials[c];
    }
    double result = scores[at + label] - max - StrictMath.log(sum);
    for (int c = 0; c < classes; c++) {
      double p = exponentials[c] / sum;
      scores[at + c] = (float) (factor * (p - (c == label ? 1 : 0)));
    }
    return result;
  }
}
