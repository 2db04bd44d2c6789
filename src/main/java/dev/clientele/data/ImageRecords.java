package dev.clientele.data;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Images of one size, one after the other in an array or a file, each after a header of a few
 * bytes. A file is mapped: what is not asked for is not read, and no size is too large.
 *
 * @param planar whether an image's channels lie one after the other, otherwise pixel by pixel
 */
record ImageRecords(MemorySegment data, ImageShape shape, int header, boolean planar) {
  /** Images in an array, without headers. */
  static ImageRecords of(byte[] bytes, ImageShape shape) {
    return new ImageRecords(MemorySegment.ofArray(bytes), shape, 0, false);
  }

  /**
   * Images in a file, which stays mapped for as long as this is in use.
   *
   * @throws DataException if it cannot be read
   */
  static ImageRecords map(Path file, ImageShape shape, int header, boolean planar) {
    try (FileChannel channel = FileChannel.open(file)) {
      MemorySegment data =
          channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
      return new ImageRecords(data, shape, header, planar);
    } catch (IOException e) {
      throw new DataException(file + ": expected it to be readable but " + e.getMessage(), e);
    }
  }

  /** How many bytes an image has, with its header. */
  int stride() {
    return header + shape.size();
  }

  /** Byte {@code at} of the header of image {@code i}, as 0..255. */
  int header(int i, int at) {
    return Byte.toUnsignedInt(data.get(ValueLayout.JAVA_BYTE, (long) i * stride() + at));
  }

  /** Puts image {@code i} into {@code to}, channels innermost. */
  void read(int i, byte[] to) {
    long start = (long) i * stride() + header;
    if (!planar) {
      MemorySegment.copy(data, ValueLayout.JAVA_BYTE, start, to, 0, shape.size());
      return;
    }
    int plane = shape.height() * shape.width();
    for (int c = 0; c < shape.channels(); c++) {
      long at = start + (long) c * plane;
      for (int p = 0; p < plane; p++) {
        to[p * shape.channels() + c] = data.get(ValueLayout.JAVA_BYTE, at + p);
      }
    }
  }
}
