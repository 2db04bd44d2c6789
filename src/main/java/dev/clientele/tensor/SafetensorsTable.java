package dev.clientele.tensor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Weights of many owners, all of one layout, in one safetensors file: the tensor {@code rows} (F32,
 * {@code [owners, numbers]}) has a row for each, {@code owners} (I32) says whose it is, in
 * ascending order, and the metadata {@code layout} what the numbers of a row are. Written and read
 * row by row, so that a file may be larger than memory. Immutable; a file that is changed later is
 * not noticed.
 */
public final class SafetensorsTable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ROWS = "rows";
  private static final String OWNERS = "owners";
  private static final String LAYOUT = "layout";

  private final Path file;
  private final Layout layout;
  private final int[] owners;

  /** Where the rows begin, in bytes. */
  private final long begin;

  private SafetensorsTable(Path file, Layout layout, int[] owners, long begin) {
    this.file = file;
    this.layout = layout;
    this.owners = owners;
    this.begin = begin;
  }

  /** Hears of rows in the order of their owners. */
  @FunctionalInterface
  public interface Visitor {
    /** One owner's row. */
    void visit(int owner, Weights row) throws IOException;
  }

  /** Writes a table, one row after the other; equal rows give equal bytes. */
  public static final class Writer implements AutoCloseable {
    private final Path file;
    private final Layout layout;
    private final int[] owners;
    private final FileChannel channel;
    private final ByteBuffer bytes = Safetensors.buffer(Safetensors.BUFFER);
    private int written;

    /**
     * Begins a file.
     *
     * @param count how many rows there will be
     */
    public Writer(Path file, Layout layout, int count) throws IOException {
      this.file = file;
      this.layout = layout;
      this.owners = new int[count];
      this.channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING);
      byte[] header = header(layout, count);
      bytes.putLong(header.length);
      flush();
      Safetensors.writeFully(channel, ByteBuffer.wrap(header));
    }

    /** Appends a row, whose owner must have a higher number than the one before. */
    public void add(int owner, Weights row) throws IOException {
      if (written == owners.length || (written > 0 && owner <= owners[written - 1])) {
        throw new IllegalArgumentException(
            file + ": expected " + owners.length + " ascending owners but was another: " + owner);
      }
      if (!row.layout().equals(layout)) {
        throw new IllegalArgumentException(
            "owner " + owner + ": expected layout " + layout + " but was " + row.layout());
      }
      FloatBuffer numbers = row.asBuffer();
      while (numbers.hasRemaining()) {
        if (bytes.remaining() < Float.BYTES) {
          flush();
        }
        int n = Math.min(bytes.remaining() / Float.BYTES, numbers.remaining());
        bytes.asFloatBuffer().put(numbers.slice(numbers.position(), n));
        bytes.position(bytes.position() + n * Float.BYTES);
        numbers.position(numbers.position() + n);
      }
      owners[written++] = owner;
    }

    /** Writes what is left, once all rows are there. */
    public void finish() throws IOException {
      if (written != owners.length) {
        throw new IllegalStateException(
            file + ": expected " + owners.length + " rows but was " + written);
      }
      for (int owner : owners) {
        if (bytes.remaining() < Integer.BYTES) {
          flush();
        }
        bytes.putInt(owner);
      }
      flush();
    }

    private void flush() throws IOException {
      Safetensors.writeFully(channel, bytes.flip());
      bytes.clear();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private static byte[] header(Layout layout, int count) {
    long end = (long) Float.BYTES * layout.size() * count;
    List<SafetensorsHeader.Tensor> tensors =
        List.of(
            new SafetensorsHeader.Tensor(
                ROWS, SafetensorsHeader.Type.F32, List.of(count, layout.size()), 0, end),
            new SafetensorsHeader.Tensor(
                OWNERS,
                SafetensorsHeader.Type.I32,
                List.of(count),
                end,
                end + (long) Integer.BYTES * count));
    ObjectNode shapes = JSON.createObjectNode();
    for (Layout.Entry e : layout.entries()) {
      e.shape().forEach(shapes.putArray(e.name())::add);
    }
    return SafetensorsHeader.format(tensors, Map.of(LAYOUT, shapes.toString()));
  }

  /**
   * Reads whose rows a file has, and leaves the rows where they are.
   *
   * @throws IOException naming the file, if it is damaged or is no such table
   */
  public static SafetensorsTable open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      SafetensorsHeader header = Safetensors.header(file, channel);
      long begin = channel.position();
      Layout layout = layout(file, header.metadata().get(LAYOUT));
      List<SafetensorsHeader.Tensor> tensors = new ArrayList<>(header.tensors());
      // Tensors without numbers are where others are, in no order of their own.
      tensors.sort((a, b) -> b.name().compareTo(a.name()));
      if (tensors.size() != 2
          || !tensors.getLast().name().equals(OWNERS)
          || tensors.getLast().type() != SafetensorsHeader.Type.I32
          || tensors.getLast().shape().size() != 1
          || !tensors.getFirst().name().equals(ROWS)
          || tensors.getFirst().type() != SafetensorsHeader.Type.F32
          || !tensors
              .getFirst()
              .shape()
              .equals(List.of(tensors.getLast().count(), layout.size()))) {
        throw new IOException(
            file
                + ": expected rows of "
                + layout.size()
                + " numbers and owners but was "
                + tensors);
      }
      channel.position(begin + tensors.getLast().begin());
      int[] owners = readOwners(file, channel, tensors.getLast().count());
      return new SafetensorsTable(file, layout, owners, begin + tensors.getFirst().begin());
    }
  }

  private static Layout layout(Path file, String json) throws IOException {
    try {
      if (json != null && JSON.readTree(json) instanceof ObjectNode shapes) {
        Layout.Builder builder = new Layout.Builder();
        for (Map.Entry<String, JsonNode> shape : shapes.properties()) {
          List<Integer> dims = new ArrayList<>();
          shape.getValue().forEach(dim -> dims.add(dim.asInt(-1)));
          builder.add(shape.getKey(), dims);
        }
        return builder.build();
      }
    } catch (JsonProcessingException | ArithmeticException | IllegalArgumentException e) {
      throw new IOException(file + ": expected the layout of a row but was " + json, e);
    }
    throw new IOException(file + ": expected the layout of a row but was " + json);
  }

  private static int[] readOwners(Path file, FileChannel channel, int count) throws IOException {
    int[] owners = new int[count];
    ByteBuffer bytes = Safetensors.buffer(Safetensors.BUFFER);
    for (int done = 0; done < count; ) {
      int n = Math.min(Safetensors.BUFFER / Integer.BYTES, count - done);
      Safetensors.readFully(file, channel, bytes.clear().limit(n * Integer.BYTES));
      bytes.asIntBuffer().get(owners, done, n);
      done += n;
    }
    for (int i = 1; i < count; i++) {
      if (owners[i] <= owners[i - 1]) {
        throw new IOException(
            file + ": expected ascending owners but was " + owners[i - 1] + ", " + owners[i]);
      }
    }
    return owners;
  }

  /** What every row is. */
  public Layout layout() {
    return layout;
  }

  /** How many rows there are. */
  public int size() {
    return owners.length;
  }

  /** Whose the row of that index is, from 0. */
  public int owner(int row) {
    return owners[row];
  }

  /** Whether there is a row of that owner. */
  public boolean has(int owner) {
    return Arrays.binarySearch(owners, owner) >= 0;
  }

  /** One owner's row; empty where there is none. */
  public Optional<Weights> row(int owner) throws IOException {
    int at = Arrays.binarySearch(owners, owner);
    if (at < 0) {
      return Optional.empty();
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.position(begin + (long) at * layout.size() * Float.BYTES);
      return Optional.of(new Rows(channel, at + 1L).next());
    }
  }

  /** Shows every row, in the order of the owners. */
  public void forEach(Visitor visitor) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.position(begin);
      Rows rows = new Rows(channel, owners.length);
      for (int owner : owners) {
        visitor.visit(owner, rows.next());
      }
    }
  }

  /** Reads rows that follow one another, through a buffer. */
  private final class Rows {
    private final FileChannel channel;
    private final ByteBuffer bytes;
    private final long end;

    /**
     * @param rows how many of all rows may be read
     */
    Rows(FileChannel channel, long rows) {
      this.channel = channel;
      this.end = begin + rows * layout.size() * Float.BYTES;
      long left = rows * layout.size() * Float.BYTES;
      this.bytes = Safetensors.buffer((int) Math.min(Safetensors.BUFFER, left)).limit(0);
    }

    Weights next() throws IOException {
      float[] values = new float[layout.size()];
      for (int done = 0; done < values.length; ) {
        if (!bytes.hasRemaining()) {
          long left = end - channel.position();
          bytes.clear().limit((int) Math.min(bytes.capacity(), left));
          Safetensors.readFully(file, channel, bytes);
        }
        int n = Math.min(bytes.remaining() / Float.BYTES, values.length - done);
        bytes.asFloatBuffer().get(values, done, n);
        bytes.position(bytes.position() + n * Float.BYTES);
        done += n;
      }
      return Weights.adopt(layout, values);
    }
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
