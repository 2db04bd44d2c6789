package dev.clientele.network;

import java.util.function.DoubleUnaryOperator;

/**
 * The mean cross-entropy of the softmax with labels, one an image. Reads the labels when it is
 * evaluated, so the array may be filled anew for every batch.
 *
 * @param exponential of numbers of at most 0
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record CrossEntropy(int[] labels, DoubleUnaryOperator exponential) implements ScoreLoss {
  /** With the exact exponential. */
  public CrossEntropy(int[] labels) {
    this(labels, StrictMath::exp);
  }

  /** With an exponential that is exact to 1e-10, for networks so small that it shows. */
  public static CrossEntropy quick(int[] labels) {
    return new CrossEntropy(labels, Exponential::of);
  }

  @Override
  public double differentiate(float[] scores, int batch, int classes) {
    double[] exponentials = new double[classes];
    double loss = 0;
    for (int n = 0; n < batch; n++) {
      loss -= logLikelihood(scores, n * classes, labels[n], 1.0 / batch, exponentials);
    }
    return loss / batch;
  }

  /**
   * The log-probability of the label; replaces the scores by {@code factor * (softmax - one-hot)}.
   */
  private double logLikelihood(
      float[] scores, int at, int label, double factor, double[] exponentials) {
    int classes = exponentials.length;
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
