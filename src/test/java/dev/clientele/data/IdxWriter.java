package dev.clientele.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Makes small IDX files. */
final class IdxWriter {
  private IdxWriter() {}

  /** A file's bytes: magic number, sizes, content. */
  static byte[] idx(byte[] content, int... sizes) {
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * sizes.length + content.length);
    file.putInt(0x800 + sizes.length);
    for (int size : sizes) {
      file.putInt(size);
    }
    return file.put(content).array();
  }

  /** Images of {@code height} x {@code width}: pixel p of image i is (31 i + 7 p) mod 256. */
  static byte[] images(int count, int height, int width) {
    byte[] content = new byte[count * height * width];
    for (int k = 0; k < content.length; k++) {
      int size = height * width;
      content[k] = (byte) (31 * (k / size) + 7 * (k % size));
    }
    return idx(content, count, height, width);
  }

  /** Labels i mod {@code classes}. */
  static byte[] labels(int count, int classes) {
    byte[] content = new byte[count];
    for (int i = 0; i < count; i++) {
      content[i] = (byte) (i % classes);
    }
    return idx(content, count);
  }

  static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  static Path write(Path folder, String name, byte[] bytes) {
    try {
      return Files.write(folder.resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
