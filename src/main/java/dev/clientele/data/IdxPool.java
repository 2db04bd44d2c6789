package dev.clientele.data;

import java.nio.file.Path;
import java.util.Arrays;

/**
 * The labelled images of one pair of IDX files, as bytes: a quarter of what {@link Images} take.
 */
final class IdxPool implements ImagePool {
  private final String name;
  private final ImageRecords images;
  private final int[] labels;
  private final int classes;

  private IdxPool(String name, ImageRecords images, int[] labels, int classes) {
    this.name = name;
    this.images = images;
    this.labels = labels;
    this.classes = classes;
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
    ImageShape shape = new ImageShape(images.size(1), images.size(2), 1);
    int known = Arrays.stream(classes).max().orElse(-1) + 1;
    return new IdxPool("idx", ImageRecords.of(images.bytes(), shape), classes, known);
  }

  /**
   * EMNIST's pairs: their images are stored column by column, and their labels may begin at one.
   *
   * @param first the label of the first class
   * @param classes how many there are
   */
  static IdxPool readEmnist(Path imagesFile, Path labelsFile, int first, int classes) {
    IdxPool stored = read(imagesFile, labelsFile);
    int[] labels = new int[stored.count()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = stored.labels[i] - first;
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new DataException(
            String.format(
                "%s: expected labels from %d to %d but image %d has %d",
                labelsFile, first, first + classes - 1, i, stored.labels[i]));
      }
    }
    ImageShape shape = stored.shape();
    byte[] pixels = new byte[stored.count() * shape.size()];
    byte[] image = new byte[shape.size()];
    for (int i = 0; i < labels.length; i++) {
      stored.read(i, image);
      for (int p = 0; p < image.length; p++) {
        int column = p / shape.height();
        int row = p % shape.height();
        pixels[i * image.length + row * shape.width() + column] = image[p];
      }
    }
    return new IdxPool("emnist", ImageRecords.of(pixels, shape), labels, classes);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ImageShape shape() {
    return images.shape();
  }

  @Override
  public int count() {
    return labels.length;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public int label(int i) {
    return labels[i];
  }

  @Override
  public void read(int i, byte[] to) {
    images.read(i, to);
  }

  @Override
  public boolean goesOn() {
    return false;
  }
}
