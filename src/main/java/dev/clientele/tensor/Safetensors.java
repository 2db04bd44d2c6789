package dev.clientele.tensor;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;

/**
 * Weights in the safetensors file format (huggingface/safetensors): eight bytes with the length of
 * the header, the header, the numbers; all little-endian. Files go through a small buffer, and a
 * damaged or hostile one is refused before anything of the size that it declares is allocated.
 */
public final class Safetensors {
  /** The reference implementation's own limit. */
  private static final int LARGEST_HEADER = 100_000_000;

  static final int BUFFER = 1 << 20;

  private Safetensors() {}

  /**
   * Writes {@code weights} as F32 in their layout's order; equal arguments give equal bytes.
   *
   * @param metadata strings to keep with them
   */
  public static void write(Path file, Weights weights, Map<String, String> metadata)
      throws IOException {
    byte[] header =
        SafetensorsHeader.format(weights.layout(), SafetensorsHeader.Type.F32, metadata);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      writeFully(channel, buffer(Long.BYTES).putLong(header.length).flip());
      writeFully(channel, ByteBuffer.wrap(header));
      ByteBuffer bytes = buffer(BUFFER);
      float[] floats = new float[BUFFER / Float.BYTES];
      for (int i = 0; i < weights.size(); i += floats.length) {
        int n = Math.min(floats.length, weights.size() - i);
        weights.copyTo(i, floats, 0, n);
        bytes.clear().asFloatBuffer().put(floats, 0, n);
        writeFully(channel, bytes.limit(n * Float.BYTES));
      }
    }
  }

  /**
   * Reads all tensors, in the order of their data, as floats: F16 and BF16 are exact, F64, I64 and
   * I32 are rounded to the nearest.
   *
   * @throws IOException naming the file, and the tensor where there is one, if it is damaged, has
   *     another type of number, or more numbers than fit into one array
   */
  public static Weights read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      SafetensorsHeader header = header(file, channel);
      Layout layout = layout(file, header);
      float[] values = new float[layout.size()];
      int at = 0;
      for (SafetensorsHeader.Tensor tensor : header.tensors()) {
        readTensor(file, channel, tensor, values, at);
        at += tensor.count();
      }
      return Weights.adopt(layout, values);
    }
  }

  /**
   * Writes arrays as F64 tensors of one dimension; equal arguments give equal bytes.
   *
   * @param arrays by name, in the order of the file
   */
  public static void writeDoubles(Path file, SequencedMap<String, double[]> arrays)
      throws IOException {
    Layout.Builder builder = new Layout.Builder();
    arrays.forEach((name, values) -> builder.add(name, List.of(values.length)));
    byte[] header = SafetensorsHeader.format(builder.build(), SafetensorsHeader.Type.F64, Map.of());
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      writeFully(channel, buffer(Long.BYTES).putLong(header.length).flip());
      writeFully(channel, ByteBuffer.wrap(header));
      ByteBuffer bytes = buffer(BUFFER);
      for (double[] values : arrays.values()) {
        for (int i = 0; i < values.length; i += BUFFER / Double.BYTES) {
          int n = Math.min(BUFFER / Double.BYTES, values.length - i);
          bytes.clear().asDoubleBuffer().put(values, i, n);
          writeFully(channel, bytes.limit(n * Double.BYTES));
        }
      }
    }
  }

  /**
   * Reads F64 tensors without rounding, in the order of their data.
   *
   * @throws IOException if the file is damaged or has another type of number
   */
  public static SequencedMap<String, double[]> readDoubles(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      SequencedMap<String, double[]> arrays = new LinkedHashMap<>();
      for (SafetensorsHeader.Tensor tensor : header(file, channel).tensors()) {
        if (tensor.type() != SafetensorsHeader.Type.F64) {
          throw new IOException(
              file + ": tensor " + tensor.name() + ": expected F64 but was " + tensor.type());
        }
        double[] values = new double[tensor.count()];
        ByteBuffer bytes = buffer(BUFFER);
        for (int done = 0; done < values.length; ) {
          int n = Math.min(BUFFER / Double.BYTES, values.length - done);
          readFully(file, channel, bytes.clear().limit(n * Double.BYTES));
          bytes.asDoubleBuffer().get(values, done, n);
          done += n;
        }
        arrays.put(tensor.name(), values);
      }
      return arrays;
    }
  }

  /** The strings that were written with the tensors. */
  public static SortedMap<String, String> metadata(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return header(file, channel).metadata();
    }
  }

  /** Reads the header and leaves the channel at the first byte of the data. */
  static SafetensorsHeader header(Path file, FileChannel channel) throws IOException {
    long rest = channel.size() - Long.BYTES;
    if (rest < 0) {
      throw new IOException(file + ": expected at least 8 bytes but was " + channel.size());
    }
    long length = readFully(file, channel, buffer(Long.BYTES)).getLong();
    if (length < 0 || length > Math.min(rest, LARGEST_HEADER)) {
      throw new IOException(
          file
              + ": expected a header of at most "
              + Math.min(rest, LARGEST_HEADER)
              + " bytes but was "
              + Long.toUnsignedString(length));
    }
    byte[] json = readFully(file, channel, ByteBuffer.allocate((int) length)).array();
    return SafetensorsHeader.parse(file, json, rest - length);
  }

  private static Layout layout(Path file, SafetensorsHeader header) throws IOException {
    Layout.Builder builder = new Layout.Builder();
    try {
      header.tensors().forEach(t -> builder.add(t.name(), t.shape()));
      return builder.build();
    } catch (ArithmeticException e) {
      throw new IOException(file + ": expected at most 2147483647 numbers in all", e);
    }
  }

  private static void readTensor(
      Path file, FileChannel channel, SafetensorsHeader.Tensor tensor, float[] to, int at)
      throws IOException {
    int width = tensor.type().bytes;
    ByteBuffer bytes = buffer(BUFFER);
    for (int done = 0; done < tensor.count(); ) {
      int n = Math.min(BUFFER / width, tensor.count() - done);
      readFully(file, channel, bytes.clear().limit(n * width));
      convert(tensor.type(), bytes, to, at + done, n);
      done += n;
    }
  }

  private static void convert(
      SafetensorsHeader.Type type, ByteBuffer from, float[] to, int at, int n) {
    switch (type) {
      case F32 -> from.asFloatBuffer().get(to, at, n);
      case F64 -> {
        for (int i = 0; i < n; i++) {
          to[at + i] = (float) from.getDouble();
        }
      }
      case F16 -> {
        for (int i = 0; i < n; i++) {
          to[at + i] = Float.float16ToFloat(from.getShort());
        }
      }
      case BF16 -> { // the upper half of a float
        for (int i = 0; i < n; i++) {
          to[at + i] = Float.intBitsToFloat(from.getShort() << 16);
        }
      }
      case I64 -> {
        for (int i = 0; i < n; i++) {
          to[at + i] = from.getLong();
        }
      }
      case I32 -> {
        for (int i = 0; i < n; i++) {
          to[at + i] = from.getInt();
        }
      }
    }
  }

  static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  static ByteBuffer readFully(Path file, FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException(file + ": the file ended while it was read");
      }
    }
    return bytes.flip();
  }
}
