package dev.clientele.kernel.cpu;

import dev.clientele.kernel.Buffer;

/** From buffers to the addresses that loops work on. */
final class Addresses {
  private Addresses() {}

  /** The buffer's address, 0 for null; the buffer must hold at least so many numbers. */
  static long of(String name, Buffer buffer, long floats) {
    if (buffer == null) {
      return 0;
    }
    if (buffer.floats() < floats) {
      throw new IllegalArgumentException(
          "expected " + floats + " numbers of " + name + " but was " + buffer.floats());
    }
    return buffer.address();
  }
}
