package dev.clientele.data;

import java.util.Arrays;
import java.util.List;

/**
 * Labelled images: pixels in -1..1, image after image, each row-major with the channels innermost
 * (NHWC). Immutable and safe to share between threads.
 */
public final class Images {
  private final ImageShape shape;
  private final float[] pixels;
  private final int[] labels;

  private Images(ImageShape shape, float[] pixels, int[] labels) {
    if (pixels.length != (long) shape.size() * labels.length) {
      throw new IllegalArgumentException(
          "expected "
              + (long) shape.size() * labels.length
              + " numbers for "
              + labels.length
              + " images of "
              + shape
              + " but was "
              + pixels.length);
    }
    this.shape = shape;
    this.pixels = pixels;
    this.labels = labels;
  }

  /** Images that take both arrays over: the caller must not touch them again. */
  public static Images adopt(ImageShape shape, float[] pixels, int[] labels) {
    return new Images(shape, pixels, labels);
  }

  /** All of {@code parts}, at least one and all of one shape, in their order. */
  public static Images concat(List<Images> parts) {
    ImageShape shape = parts.getFirst().shape;
    int count = parts.stream().mapToInt(Images::count).sum();
    float[] pixels = new float[Math.multiplyExact(count, shape.size())];
    int[] labels = new int[count];
    int at = 0;
    for (Images part : parts) {
      if (!part.shape.equals(shape)) {
        throw new IllegalArgumentException(
            "expected images of " + shape + " but was " + part.shape);
      }
      System.arraycopy(part.pixels, 0, pixels, at * shape.size(), part.pixels.length);
      System.arraycopy(part.labels, 0, labels, at, part.count());
      at += part.count();
    }
    return new Images(shape, pixels, labels);
  }

  public ImageShape shape() {
    return shape;
  }

  public int count() {
    return labels.length;
  }

  /** The class of image {@code i}. */
  public int label(int i) {
    return labels[i];
  }

  /** Copies image {@code i} into {@code to} from position {@code at}. */
  public void copyTo(int i, float[] to, int at) {
    System.arraycopy(pixels, i * shape.size(), to, at, shape.size());
  }

  /** The images from {@code from} to before {@code to}. */
  public Images range(int from, int to) {
    return new Images(
        shape,
        Arrays.copyOfRange(pixels, from * shape.size(), to * shape.size()),
        Arrays.copyOfRange(labels, from, to));
  }

  /** The first {@code count} images, or all where there are fewer. */
  public Images first(int count) {
    return count >= count() ? this : range(0, count);
  }
}
