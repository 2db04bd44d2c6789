package dev.clientele.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The labelled images of IDX files, as bytes: a quarter of what {@link Images} would take.
 * Immutable by convention: nobody writes to its arrays.
 */
final class IdxPool {
  private static final String[] PARTS = {"train", "t10k"};

  private final int height;
  private final int width;
  private final byte[] pixels;
  private final int[] labels;

  private IdxPool(int height, int width, byte[] pixels, int[] labels) {
    this.height = height;
    this.width = width;
    this.pixels = pixels;
    this.labels = labels;
  }

  /** What {@link IdxFile#read} describes. */
  static IdxPool read(Path imagesFile, Path labelsFile) {
    IdxArray images = IdxArray.read(imagesFile, 3);
    IdxArray labels = IdxArray.read(labelsFile, 1);
    if (images.size(0) != labels.size(0)) {
      throw new DataException(
          labelsFile
              + ": expected "
              + images.size(0)
              + " labels, as many as "
              + imagesFile
              + " has images, but was "
              + labels.size(0));
    }
    int[] classes = new int[labels.size(0)];
    Arrays.setAll(classes, i -> Byte.toUnsignedInt(labels.bytes()[i]));
    return new IdxPool(images.size(1), images.size(2), images.bytes(), classes);
  }

  /** What {@link IdxFile#readFolder} describes. */
  static IdxPool readFolder(Path folder) {
    IdxPool all = null;
    for (String part : PARTS) {
      Path images = find(folder, part + "-images-idx3-ubyte");
      if (Files.exists(images)) {
        IdxPool pool = read(images, find(folder, part + "-labels-idx1-ubyte"));
        all = all == null ? pool : all.and(pool, images);
      }
    }
    if (all == null) {
      throw new DataException(
          folder
              + ": expected a file train-images-idx3-ubyte or t10k-images-idx3-ubyte, plain or"
              + " .gz, but there is none");
    }
    return all;
  }

  private static Path find(Path folder, String name) {
    Path plain = folder.resolve(name);
    Path packed = folder.resolve(name + ".gz");
    return Files.exists(packed) && !Files.exists(plain) ? packed : plain;
  }

  private IdxPool and(IdxPool next, Path file) {
    if (next.height != height || next.width != width) {
      throw new DataException(
          String.format(
              "%s: expected images of %d x %d as in the training file but was %d x %d",
              file, height, width, next.height, next.width));
    }
    if ((long) pixels.length + next.pixels.length > Integer.MAX_VALUE - 16) {
      throw new DataException(file + ": expected at most 2 GiB together with the training file");
    }
    byte[] bothPixels = Arrays.copyOf(pixels, pixels.length + next.pixels.length);
    System.arraycopy(next.pixels, 0, bothPixels, pixels.length, next.pixels.length);
    int[] bothLabels = Arrays.copyOf(labels, labels.length + next.labels.length);
    System.arraycopy(next.labels, 0, bothLabels, labels.length, next.labels.length);
    return new IdxPool(height, width, bothPixels, bothLabels);
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  int count() {
    return labels.length;
  }

  int label(int i) {
    return labels[i];
  }

  /** One more than the largest label. */
  int classes() {
    return Arrays.stream(labels).max().orElse(-1) + 1;
  }

  /** Brightness 0..255 of pixel {@code p}, counted row by row, of image {@code i}. */
  int pixel(int i, int p) {
    return Byte.toUnsignedInt(pixels[i * height * width + p]);
  }

  /** All of it in the form that networks take. */
  Images toImages() {
    float[] values = new float[pixels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (Byte.toUnsignedInt(pixels[i]) / 127.5 - 1);
    }
    return Images.adopt(new ImageShape(height, width, 1), values, labels.clone());
  }
}
