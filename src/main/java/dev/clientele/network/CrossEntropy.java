package dev.clientele.network;

/**
 * The mean cross-entropy of the softmax with labels, one an image. Reads the labels when it is
 * evaluated, so the array may be filled anew for every batch.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record CrossEntropy(int[] labels) implements ScoreLoss {
  @Override
  public double differentiate(float[] scores, int batch, int classes) {
    double loss = 0;
    for (int n = 0; n < batch; n++) {
      double[] logs = Softmax.logs(scores, n * classes, classes, 1);
      loss -= logs[labels[n]];
      for (int c = 0; c < classes; c++) {
        double p = StrictMath.exp(logs[c]);
        scores[n * classes + c] = (float) ((p - (c == labels[n] ? 1 : 0)) / batch);
      }
    }
    return loss / batch;
  }
}
