package dev.clientele.data;

import dev.clientele.tensor.RandomStream;
import java.util.Arrays;

/**
 * Batches of one client's images, without end: each epoch goes through all images once, in an order
 * drawn anew. A batch may end one epoch and begin the next, so a data set smaller than a batch
 * repeats images. Not thread-safe: it advances, and draws from the stream it was given.
 */
public final class Batches {
  private final Images images;
  private final int[] indices;
  private final int[] order;
  private final RandomStream random;
  private int at;

  /** Batches of {@code batchSize} images of {@code images}, which are not empty. */
  public Batches(Images images, int batchSize, RandomStream random) {
    if (images.count() < 1 || batchSize < 1) {
      throw new IllegalArgumentException(
          "expected at least 1 image and a batch of at least 1 but was "
              + images.count()
              + " and "
              + batchSize);
    }
    this.images = images;
    this.indices = new int[batchSize];
    this.order = new int[images.count()];
    Arrays.setAll(order, i -> i);
    this.random = random;
    this.at = order.length;
  }

  /** How many images a batch has. */
  public int size() {
    return indices.length;
  }

  /** Goes on by a batch: {@code indices}, of the batch's size, become the places of its images. */
  public void next(int[] indices) {
    check(indices.length, size(), "indices");
    for (int i = 0; i < indices.length; i++) {
      if (at == order.length) {
        random.shuffle(order);
        at = 0;
      }
      indices[i] = order[at++];
    }
  }

  /**
   * Goes on by a batch and copies it.
   *
   * @param pixels becomes the batch's pixels, NHWC in -1..1
   * @param labels becomes the batch's classes
   */
  public void next(float[] pixels, int[] labels) {
    int size = images.shape().size();
    check(pixels.length, size() * size, "pixels");
    check(labels.length, size(), "labels");
    next(indices);
    for (int i = 0; i < indices.length; i++) {
      images.copyTo(indices[i], pixels, i * size);
      labels[i] = images.label(indices[i]);
    }
  }

  private static void check(int length, int expected, String what) {
    if (length != expected) {
      throw new IllegalArgumentException(
          "expected room for " + expected + " " + what + " but was " + length);
    }
  }
}
