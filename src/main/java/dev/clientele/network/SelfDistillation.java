package dev.clientele.network;

/**
 * Cross-entropy with a distillation term (Hinton et al. 2015; pFedSD, Jin et al. 2022): {@code
 * CE(y, p_s) + lambda(x) T^2 KL(p_t^T || p_s^T)}, where p^T is the softmax of the scores divided by
 * T, s the student and t the teacher. Constant distillation has lambda(x) = lambda. Dynamic
 * distillation keeps what the teacher knows better: lambda(x) = lambda where the teacher is right
 * and its cross-entropy is below the student's, else 0; no gradient flows through that choice.
 * Reads labels and teacher when it is evaluated, so the arrays may be filled anew for every batch.
 *
 * @param labels one an image
 * @param teacher the teacher's scores, {@code [batch, classes]}
 * @param lambda the term's weight, 0 or more
 * @param temperature T, above 0
 * @param dynamic whether the term counts only where the teacher is right and surer
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SelfDistillation(
    int[] labels, float[] teacher, double lambda, double temperature, boolean dynamic)
    implements ScoreLoss {
  /** Rejects weights and temperatures out of range. */
  public SelfDistillation {
    if (!(lambda >= 0)) {
      throw new IllegalArgumentException("expected a lambda of at least 0 but was " + lambda);
    }
    if (!(temperature > 0)) {
      throw new IllegalArgumentException("expected a positive temperature but was " + temperature);
    }
  }

  @Override
  public double differentiate(float[] scores, int batch, int classes) {
    double distilled = 0;
    double[] gradients = new double[batch * classes];
    for (int n = 0; n < batch; n++) {
      int at = n * classes;
      if (lambda > 0 && (!dynamic || knowsBetter(scores, at, classes, labels[n]))) {
        double[] s = Softmax.logs(scores, at, classes, temperature);
        double[] t = Softmax.logs(teacher, at, classes, temperature);
        for (int c = 0; c < classes; c++) {
          double p = StrictMath.exp(t[c]);
          distilled += p * (t[c] - s[c]);
          gradients[at + c] = lambda * temperature * (StrictMath.exp(s[c]) - p) / batch;
        }
      }
    }
    double loss = new CrossEntropy(labels).differentiate(scores, batch, classes);
    for (int i = 0; i < gradients.length; i++) {
      scores[i] = (float) (scores[i] + gradients[i]);
    }
    return loss + lambda * temperature * temperature * distilled / batch;
  }

  /** Whether the teacher is right about an image, and surer of it than the student. */
  private boolean knowsBetter(float[] scores, int at, int classes, int label) {
    for (int c = 0; c < classes; c++) {
      if (teacher[at + c] > teacher[at + label]
          || (c < label && teacher[at + c] == teacher[at + label])) {
        return false;
      }
    }
    double student = Softmax.logs(scores, at, classes, 1)[label];
    return Softmax.logs(teacher, at, classes, 1)[label] > student;
  }
}
