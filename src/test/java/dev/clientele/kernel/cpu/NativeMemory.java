package dev.clientele.kernel.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.clientele.kernel.Buffer;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Native memory for tests, with a fence around every buffer that shows writes beyond its ends. */
final class NativeMemory implements AutoCloseable {
  private static final int FENCE = 16;
  private static final float MARK = 12345.678f;

  private final Arena arena = Arena.ofConfined();
  private final List<MemorySegment> fences = new ArrayList<>();
  private final SplittableRandom random;

  NativeMemory(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Zeroed numbers. */
  Buffer allocate(long floats) {
    MemorySegment all = arena.allocate(4 * (floats + 2 * FENCE), 64);
    for (MemorySegment fence :
        List.of(all.asSlice(0, 4 * FENCE), all.asSlice(4 * (floats + FENCE), 4 * FENCE))) {
      for (int i = 0; i < FENCE; i++) {
        fence.setAtIndex(ValueLayout.JAVA_FLOAT, i, MARK);
      }
      fences.add(fence);
    }
    return new Buffer(all.address() + 4 * FENCE, floats);
  }

  Buffer of(float... values) {
    Buffer b = allocate(values.length);
    for (int i = 0; i < values.length; i++) {
      Lanes.put(b.address() + 4L * i, values[i]);
    }
    return b;
  }

  /** Numbers from a bell curve. */
  Buffer random(long floats, double mean, double deviation) {
    Buffer b = allocate(floats);
    for (long i = 0; i < floats; i++) {
      Lanes.put(b.address() + 4 * i, (float) (mean + deviation * random.nextGaussian()));
    }
    return b;
  }

  static float[] floats(Buffer b) {
    float[] values = new float[(int) b.floats()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Lanes.get(b.address() + 4L * i);
    }
    return values;
  }

  static double[] doubles(Buffer b) {
    double[] values = new double[(int) b.floats()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Lanes.get(b.address() + 4L * i);
    }
    return values;
  }

  /** Asserts that {@code |actual - expected| <= tolerance * |expected|}, Euclidean norms. */
  static void assertNear(double[] expected, Buffer actual, double tolerance, String what) {
    assertEquals(expected.length, actual.floats(), what);
    double error = 0;
    double norm = 1e-30;
    for (int i = 0; i < expected.length; i++) {
      double d = expected[i] - Lanes.get(actual.address() + 4L * i);
      error += d * d;
      norm += expected[i] * expected[i];
    }
    assertEquals(0, Math.sqrt(error / norm), tolerance, what);
  }

  /** Checks the fences and frees everything. */
  @Override
  public void close() {
    for (MemorySegment fence : fences) {
      for (int i = 0; i < FENCE; i++) {
        assertEquals(MARK, fence.getAtIndex(ValueLayout.JAVA_FLOAT, i), "beyond a buffer's end");
      }
    }
    arena.close();
  }
}
