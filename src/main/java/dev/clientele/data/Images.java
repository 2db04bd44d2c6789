package dev.clientele.data;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Labelled images: pixels in -1..1, image after image, each row-major with the channels innermost
 * (NHWC). Either held in memory, or made anew whenever one is copied. Immutable and safe to share
 * between threads.
 */
public final class Images {
  private final ImageShape shape;
  private final int[] labels;
  // One of the two: what is in memory, or who makes it.
  private final float[] pixels;
  private final Supplier<Reader> readers;

  /** Makes images; used by one thread at a time. */
  @FunctionalInterface
  public interface Reader {
    /** Puts image {@code i} into {@code to} from position {@code at}. */
    void read(int i, float[] to, int at);
  }

  private Images(ImageShape shape, float[] pixels, int[] labels, Supplier<Reader> readers) {
    if (pixels != null && pixels.length != (long) shape.size() * labels.length) {
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
    this.readers = readers;
  }

  /** Images that take both arrays over: the caller must not touch them again. */
  public static Images adopt(ImageShape shape, float[] pixels, int[] labels) {
    return new Images(shape, pixels, labels, null);
  }

  /**
   * Images that are made whenever one is copied, so that only the labels take memory.
   *
   * @param labels taken over: the caller must not touch them again
   * @param readers gives readers that put equal pixels for equal numbers; called from any thread
   */
  public static Images streamed(ImageShape shape, int[] labels, Supplier<Reader> readers) {
    return new Images(shape, null, labels, readers);
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
      part.copyAll(0, part.count(), pixels, at * shape.size());
      System.arraycopy(part.labels, 0, labels, at, part.count());
      at += part.count();
    }
    return adopt(shape, pixels, labels);
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
    if (pixels == null) {
      readers.get().read(i, to, at);
    } else {
      System.arraycopy(pixels, i * shape.size(), to, at, shape.size());
    }
  }

  /** The images from {@code from} to before {@code to}, in memory. */
  public Images range(int from, int to) {
    float[] some = new float[Math.multiplyExact(to - from, shape.size())];
    copyAll(from, to, some, 0);
    return adopt(shape, some, Arrays.copyOfRange(labels, from, to));
  }

  /** The first {@code count} images, or all where there are fewer. */
  public Images first(int count) {
    return count >= count() ? this : range(0, count);
  }

  /** The same images in memory. */
  Images loaded() {
    return pixels == null ? range(0, count()) : this;
  }

  private void copyAll(int from, int to, float[] target, int at) {
    if (pixels == null) {
      Reader reader = readers.get();
      for (int i = from; i < to; i++) {
        reader.read(i, target, at + (i - from) * shape.size());
      }
    } else {
      System.arraycopy(pixels, from * shape.size(), target, at, (to - from) * shape.size());
    }
  }
}
