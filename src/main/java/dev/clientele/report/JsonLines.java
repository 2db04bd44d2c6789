package dev.clientele.report;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SequencedMap;

/**
 * A log of one JSON object a line, to which lines are only added. Every line is handed to the
 * operating system whole as it is written. Belongs to one thread.
 *
 * <p>To go on after a checkpoint, store {@link #position()} in the checkpoint after {@link
 * #sync()}, and {@link #truncate} to it on resumption: the log then continues byte for byte as if
 * nothing had happened.
 */
public final class JsonLines implements Closeable {
  private final Path file;
  private final FileChannel channel;
  private long position;

  private JsonLines(Path file, FileChannel channel, long position) {
    this.file = file;
    this.channel = channel;
    this.position = position;
  }

  /**
   * Opens the log at its end, making the file where there is none. A last line without an end,
   * which a crash leaves, is cut.
   *
   * @throws ReportException if the file cannot be opened
   */
  public static JsonLines open(Path file) {
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      long end = endOfLastLine(channel);
      channel.truncate(end).position(end);
      return new JsonLines(file, channel, end);
    } catch (IOException e) {
      closeQuietly(channel, e);
      throw new ReportException("cannot open " + file + ": " + AtomicFile.reason(e), e);
    }
  }

  /** Adds a line of the map's entries, in the map's order; NaN and infinity become null. */
  public void write(SequencedMap<String, ?> fields) {
    append(Json.line(fields));
  }

  /** Adds a line of the record's components, in their order; NaN and infinity become null. */
  public void write(Record fields) {
    append(Json.line(fields));
  }

  /** The length of the log in bytes: where the next line will begin. */
  public long position() {
    return position;
  }

  /**
   * Drops every line from {@code to} on.
   *
   * @throws ReportException if no line begins there, so that the log is not the one that the
   *     position was taken from
   */
  public void truncate(long to) {
    try {
      if (to < 0 || to > position || (to > 0 && byteAt(channel, to - 1) != '\n')) {
        throw new ReportException(
            file
                + ": expected a line to begin at byte "
                + to
                + " but the log has "
                + position
                + " bytes and none there");
      }
      channel.truncate(to).position(to);
      position = to;
    } catch (IOException e) {
      throw new ReportException("cannot shorten " + file + ": " + AtomicFile.reason(e), e);
    }
  }

  /** Returns when every line is on the disk. */
  public void sync() {
    try {
      channel.force(true);
    } catch (IOException e) {
      throw new ReportException("cannot write " + file + ": " + AtomicFile.reason(e), e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new ReportException("cannot close " + file + ": " + AtomicFile.reason(e), e);
    }
  }

  private void append(byte[] line) {
    try {
      ByteBuffer left = ByteBuffer.wrap(line);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      position += line.length;
    } catch (IOException e) {
      throw new ReportException("cannot write " + file + ": " + AtomicFile.reason(e), e);
    }
  }

  private static long endOfLastLine(FileChannel channel) throws IOException {
    long end = channel.size();
    while (end > 0 && byteAt(channel, end - 1) != '\n') {
      end--;
    }
    return end;
  }

  private static byte byteAt(FileChannel channel, long at) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    channel.read(one, at);
    return one.get(0);
  }

  private static void closeQuietly(FileChannel channel, IOException because) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }
}
