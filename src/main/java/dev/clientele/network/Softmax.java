package dev.clientele.network;

/** The softmax of rows of scores, in double precision. */
final class Softmax {
  private Softmax() {}

  /** Log-probabilities of {@code scores[at..at + classes - 1] / temperature}. */
  static double[] logs(float[] scores, int at, int classes, double temperature) {
    double max = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      max = Math.max(max, scores[at + c]);
    }
    double[] logs = new double[classes];
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      logs[c] = (scores[at + c] - max) / temperature;
      sum += StrictMath.exp(logs[c]);
    }
    double normalizer = StrictMath.log(sum);
    for (int c = 0; c < classes; c++) {
      logs[c] -= normalizer;
    }
    return logs;
  }
}
