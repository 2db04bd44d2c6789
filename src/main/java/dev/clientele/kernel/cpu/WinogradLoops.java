package dev.clientele.kernel.cpu;

import static dev.clientele.kernel.cpu.Wide.load;
import static dev.clientele.kernel.cpu.Wide.store;

import jdk.incubator.vector.FloatVector;

/**
 * What Winograd's algorithms do besides their transforms. Lengths are bytes, pixels multiples of
 * 64.
 */
final class WinogradLoops {
  private WinogradLoops() {}

  /** {@code to = to + bias} for every one of some pixels. */
  static void addBias(long to, long bias, int pixel, int pixels) {
    for (int p = 0; p < pixels; p++, to += pixel) {
      for (int i = 0; i < pixel; i += Wide.BYTES) {
        store(load(to + i).add(load(bias + i)), to + i);
      }
    }
  }

  /** {@code to = x + y}; any of them may be the same. */
  static void sum(long x, long y, long to, int bytes) {
    for (int i = 0; i < bytes; i += Wide.BYTES) {
      store(load(x + i).add(load(y + i)), to + i);
    }
  }

  /** {@code to = 0}, in whole vectors: up to 60 bytes beyond the end where it is not one's. */
  static void clear(long to, int bytes) {
    FloatVector zero = Wide.broadcast(0);
    for (int i = 0; i < bytes; i += Wide.BYTES) {
      store(zero, to + i);
    }
  }
}
