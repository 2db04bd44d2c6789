package dev.clientele.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * One IDX file of unsigned bytes: a magic number 0x0000080N, N sizes as big-endian 32-bit integers,
 * and the bytes, the last dimension fastest (yann.lecun.com/exdb/mnist). A name that ends in {@code
 * .gz} is unpacked.
 */
final class IdxArray {
  /** No deflate stream unpacks to more than 1032 times its size (zlib's technical details). */
  private static final long MOST_UNPACKED = 1032;

  private static final int MOST_BYTES = Integer.MAX_VALUE - 16;

  private final int[] sizes;
  private final byte[] bytes;

  private IdxArray(int[] sizes, byte[] bytes) {
    this.sizes = sizes;
    this.bytes = bytes;
  }

  /** The size of a dimension. */
  int size(int dimension) {
    return sizes[dimension];
  }

  /** The content, as long as the sizes' product; not a copy. */
  byte[] bytes() {
    return bytes;
  }

  /**
   * Reads the file, which must have {@code dimensions} dimensions. Memory is bounded by what the
   * file holds, whatever its header says.
   */
  static IdxArray read(Path file, int dimensions) {
    if (!Files.isRegularFile(file)) {
      throw new DataException("expected a data file " + file + " but there is none");
    }
    boolean packed = file.getFileName().toString().endsWith(".gz");
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
        InputStream in = packed ? new GZIPInputStream(raw) : raw) {
      long most = Files.size(file) * (packed ? MOST_UNPACKED : 1);
      int[] sizes = readHeader(in, file, dimensions);
      int length = length(sizes, file, most);
      byte[] bytes = in.readNBytes(length); // grows with what is there, not with the header's claim
      if (bytes.length < length) {
        throw new DataException(
            expected(file) + length + " bytes of data but it ends after " + bytes.length);
      }
      if (in.read() >= 0) {
        throw new DataException(
            expected(file) + "it to end after " + length + " bytes of data but there are more");
      }
      return new IdxArray(sizes, bytes);
    } catch (IOException e) {
      String reason = e.getMessage() == null ? "it ends too early" : e.getMessage();
      throw new DataException(
          expected(file) + (packed ? "readable gzip data" : "it to be readable") + " but " + reason,
          e);
    }
  }

  private static int[] readHeader(InputStream in, Path file, int dimensions) throws IOException {
    byte[] header = in.readNBytes(4 + 4 * dimensions);
    int magic = 0x800 + dimensions;
    if (header.length >= 4) {
      int found = ByteBuffer.wrap(header).getInt();
      if (found != magic) {
        throw new DataException(
            String.format(
                "%sthe IDX magic number 0x%08x but was 0x%08x", expected(file), magic, found));
      }
    }
    if (header.length < 4 + 4 * dimensions) {
      throw new DataException(
          expected(file)
              + "a header of "
              + (4 + 4 * dimensions)
              + " bytes but it ends after "
              + header.length);
    }
    int[] sizes = new int[dimensions];
    ByteBuffer.wrap(header, 4, 4 * dimensions).asIntBuffer().get(sizes);
    return sizes;
  }

  /** The sizes' product, which is at most {@code most} and fits an array. */
  private static int length(int[] sizes, Path file, long most) {
    long item = 1; // what one image or label has
    for (int i = 1; i < sizes.length && item <= MOST_BYTES; i++) {
      item *= sizes[i];
    }
    // A file may hold no images, but an image has pixels.
    boolean sensible = sizes[0] >= 0 && Arrays.stream(sizes).skip(1).allMatch(size -> size > 0);
    if (!sensible || item > MOST_BYTES || item * sizes[0] > MOST_BYTES) {
      throw new DataException(
          expected(file)
              + "positive sizes with a product of at most "
              + MOST_BYTES
              + " but was "
              + Arrays.toString(sizes));
    }
    long length = item * sizes[0];
    if (length > most) {
      throw new DataException(
          expected(file)
              + length
              + " bytes of data for the sizes "
              + Arrays.toString(sizes)
              + " but it holds at most "
              + most);
    }
    return (int) length;
  }

  private static String expected(Path file) {
    return file + ": expected ";
  }
}
