package dev.clientele.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One file of CIFAR's binary version: records of one or two label bytes and 3072 bytes of 32x32
 * pixels, the red plane first (cs.toronto.edu/~kriz/cifar.html).
 */
final class CifarPool implements ImagePool {
  private static final ImageShape SHAPE = new ImageShape(32, 32, 3);

  private final CifarKind kind;
  private final ImageRecords records;
  private final int[] labels;
  private final List<String> classNames;

  private CifarPool(CifarKind kind, ImageRecords records, int[] labels, List<String> classNames) {
    this.kind = kind;
    this.records = records;
    this.labels = labels;
    this.classNames = classNames;
  }

  /**
   * Opens a file and reads its labels.
   *
   * @param classNames as many as there are classes, or none
   * @throws DataException for a file that is missing, of a wrong length or with impossible labels
   */
  static CifarPool open(Path file, CifarKind kind, List<String> classNames) {
    long length = length(file);
    int stride = kind.labelBytes() + SHAPE.size();
    if (length == 0 || length % stride != 0 || length / stride > Integer.MAX_VALUE) {
      throw new DataException(
          String.format(
              "%s: expected a multiple of %d bytes, one record of %s an image, but was %d",
              file, stride, kind.title(), length));
    }
    ImageRecords records = ImageRecords.map(file, SHAPE, kind.labelBytes(), true);
    int[] labels = new int[(int) (length / stride)];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = records.header(i, kind.labelAt());
      if (labels[i] >= kind.classes()) {
        throw new DataException(
            String.format(
                "%s: expected labels from 0 to %d but image %d has %d",
                file, kind.classes() - 1, i, labels[i]));
      }
    }
    return new CifarPool(kind, records, labels, classNames);
  }

  private static long length(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new DataException("expected a data file " + file + " but there is none", e);
    }
  }

  @Override
  public String name() {
    return kind.dataSet();
  }

  @Override
  public ImageShape shape() {
    return SHAPE;
  }

  @Override
  public int count() {
    return labels.length;
  }

  @Override
  public int classes() {
    return kind.classes();
  }

  @Override
  public int label(int i) {
    return labels[i];
  }

  @Override
  public void read(int i, byte[] to) {
    records.read(i, to);
  }

  @Override
  public String className(int label) {
    return classNames.isEmpty() ? Integer.toString(label) : classNames.get(label);
  }
}
