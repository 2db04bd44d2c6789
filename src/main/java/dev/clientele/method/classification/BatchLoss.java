package dev.clientele.method.classification;

import dev.clientele.network.CrossEntropy;
import dev.clientele.network.ScoreLoss;

/** The loss of each batch of images. */
@FunctionalInterface
interface BatchLoss {
  /** Plain cross-entropy. */
  BatchLoss CROSS_ENTROPY = (pixels, labels) -> new CrossEntropy(labels);

  /**
   * The loss of one batch.
   *
   * @param pixels of the batch as it is trained on
   */
  ScoreLoss of(float[] pixels, int[] labels);
}
