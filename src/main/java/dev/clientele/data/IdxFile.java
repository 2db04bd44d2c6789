package dev.clientele.data;

import java.nio.file.Path;

/**
 * Reads MNIST's file format: images (idx3-ubyte) with their labels (idx1-ubyte), plain or {@code
 * .gz}. Every problem is a {@link DataException} that names the file: one that is missing, of
 * another kind, shorter or longer than its header says, or of impossible sizes, and labels that are
 * not as many as the images. No header makes the reader ask for more memory than its file can fill.
 */
public final class IdxFile {
  private IdxFile() {}

  /**
   * The images of {@code images}, brightness 0..255 as -1..1, with the labels of {@code labels}.
   */
  public static Images read(Path images, Path labels) {
    return PoolImages.all(IdxPool.read(images, labels));
  }

  /**
   * All images of a folder whose files have MNIST's usual names: {@code train-images-idx3-ubyte}
   * with {@code train-labels-idx1-ubyte}, then {@code t10k-images-idx3-ubyte} with {@code
   * t10k-labels-idx1-ubyte}; either pair may be absent. Where a file is there plain and as {@code
   * .gz}, the plain one is read.
   */
  public static Images readFolder(Path folder) {
    return PoolImages.all(IdxFolder.mnist(folder).read(false, new Damage(false)).clients());
  }
}
