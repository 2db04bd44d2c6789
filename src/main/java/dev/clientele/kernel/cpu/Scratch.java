package dev.clientele.kernel.cpu;

import dev.clientele.kernel.Buffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Memory that all steps of one worker use in turn; nothing in it outlives the step that wrote it.
 * It only grows: an address once given stays good until the owner of the memory frees it all.
 */
final class Scratch {
  /** What may be in use at the same time. */
  enum Place {
    /** Never written, so zero. */
    ZEROS,
    /** Never read. */
    DUMP,
    ROWS,
    SUMS,
    LEFT,
    RIGHT,
    PLANES
  }

  private final LongFunction<Buffer> allocate;
  private final Map<Place, Buffer> buffers = new EnumMap<>(Place.class);

  /**
   * @param allocate gives zeroed memory of so many numbers, which its owner frees
   */
  Scratch(LongFunction<Buffer> allocate) {
    this.allocate = allocate;
  }

  /** The address of at least so many numbers. */
  long at(Place place, long floats) {
    Buffer buffer = buffers.get(place);
    if (buffer == null || buffer.floats() < floats) {
      buffer = allocate.apply(floats);
      buffers.put(place, buffer);
    }
    return buffer.address();
  }
}
