package dev.clientele.network;

/** A loss of a classifier's scores. Implementations are immutable. */
@FunctionalInterface
public interface ScoreLoss {
  /**
   * The mean loss of a batch.
   *
   * @param scores {@code [batch, classes]}; become the loss's gradient
   */
  double differentiate(float[] scores, int batch, int classes);
}
