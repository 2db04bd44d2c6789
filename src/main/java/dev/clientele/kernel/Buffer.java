package dev.clientele.kernel;

/**
 * A place in a device's memory: {@code floats} single-precision numbers from {@code address}. A
 * view without ownership: the {@link Kernels} that allocated it frees it when it is closed, and
 * using it afterwards is an error that nobody detects.
 */
public record Buffer(long address, long floats) {
  /** The {@code length} numbers from {@code offset}. */
  public Buffer slice(long offset, long length) {
    if (offset < 0 || length < 0 || offset + length > floats) {
      throw new IndexOutOfBoundsException(
          "expected a part of " + floats + " numbers but was " + offset + " + " + length);
    }
    return new Buffer(address + offset * Float.BYTES, length);
  }
}
