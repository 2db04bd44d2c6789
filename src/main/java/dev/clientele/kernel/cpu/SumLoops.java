package dev.clientele.kernel.cpu;

import static dev.clientele.kernel.cpu.Lanes.get;
import static dev.clientele.kernel.cpu.Lanes.load;
import static dev.clientele.kernel.cpu.Lanes.put;
import static dev.clientele.kernel.cpu.Lanes.store;

import jdk.incubator.vector.FloatVector;

/**
 * The parts of what {@link ElementLoops} sums: short enough for single precision, in a fixed order.
 */
final class SumLoops {
  private SumLoops() {}

  /**
   * Adds {@code count} rows of two vectors, {@code half} bytes apart (0 where there is only one),
   * to sums.
   */
  static void addRows(long x, long half, long stride, int count, long sums) {
    FloatVector a0 = Lanes.broadcast(0);
    FloatVector a1 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    int i = 0;
    for (; i + 1 < count; i += 2, x += 2 * stride) {
      a0 = a0.add(load(x));
      a1 = a1.add(load(x + half));
      b0 = b0.add(load(x + stride));
      b1 = b1.add(load(x + stride + half));
    }
    if (i < count) {
      a0 = a0.add(load(x));
      a1 = a1.add(load(x + half));
    }
    FloatVector s0 = load(sums).add(a0.add(b0));
    FloatVector s1 = load(sums + half).add(a1.add(b1));
    store(s0, sums);
    store(s1, sums + half);
  }

  /** Adds {@code count} numbers, {@code stride} bytes apart, to sum. */
  static void addColumn(long x, long stride, int count, long sum) {
    double s = 0;
    for (int i = 0; i < count; i++, x += stride) {
      s += get(x);
    }
    put(sum, (float) (get(sum) + s));
  }

  /** The sum of squares. */
  static double squares(long x, int n) {
    FloatVector a = Lanes.broadcast(0);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    int i = 0;
    for (; i + 4 * Lanes.COUNT <= n; i += 4 * Lanes.COUNT, x += 4 * Lanes.BYTES) {
      FloatVector v0 = load(x);
      FloatVector v1 = load(x + Lanes.BYTES);
      FloatVector v2 = load(x + 2 * Lanes.BYTES);
      FloatVector v3 = load(x + 3 * Lanes.BYTES);
      a = v0.fma(v0, a);
      b = v1.fma(v1, b);
      c = v2.fma(v2, c);
      d = v3.fma(v3, d);
    }
    double sum = Lanes.sum(a.add(b).add(c.add(d)));
    for (; i < n; i++, x += 4) {
      sum += (double) get(x) * get(x);
    }
    return sum;
  }

  /** The sum of {@code (y - target)^2}. */
  static double squaredError(long y, long target, int n) {
    FloatVector a = Lanes.broadcast(0);
    int i = 0;
    for (; i + Lanes.COUNT <= n; i += Lanes.COUNT, y += Lanes.BYTES, target += Lanes.BYTES) {
      FloatVector d = load(y).sub(load(target));
      a = d.fma(d, a);
    }
    double sum = Lanes.sum(a);
    for (; i < n; i++, y += 4, target += 4) {
      float d = get(y) - get(target);
      sum += (double) d * d;
    }
    return sum;
  }

  /** The sum of {@code (y - target)^2}, and {@code dy = factor * (y - target)}. */
  static double squaredErrorGradient(long y, long target, int n, float factor, long dy) {
    FloatVector a = Lanes.broadcast(0);
    int i = 0;
    for (; i + Lanes.COUNT <= n; i += Lanes.COUNT, dy += Lanes.BYTES) {
      FloatVector d = load(y + 4L * i).sub(load(target + 4L * i));
      a = d.fma(d, a);
      store(d.mul(factor), dy);
    }
    double sum = Lanes.sum(a);
    for (; i < n; i++, dy += 4) {
      float d = get(y + 4L * i) - get(target + 4L * i);
      sum += (double) d * d;
      put(dy, d * factor);
    }
    return sum;
  }

  /** One row of {@link ElementLoops#softmaxBackward}. */
  static void softmaxRow(long y, long dy, long dx, int columns) {
    long bytes = 4L * (columns & -Lanes.COUNT);
    FloatVector a = Lanes.broadcast(0);
    for (long i = 0; i < bytes; i += Lanes.BYTES) {
      a = load(y + i).fma(load(dy + i), a);
    }
    double sum = Lanes.sum(a);
    for (long i = bytes; i < 4L * columns; i += 4) {
      sum += (double) get(y + i) * get(dy + i);
    }
    float s = (float) sum;
    FloatVector v = Lanes.broadcast(s);
    for (long i = 0; i < bytes; i += Lanes.BYTES) {
      store(load(dy + i).sub(v).mul(load(y + i)), dx + i);
    }
    for (long i = bytes; i < 4L * columns; i += 4) {
      put(dx + i, (get(dy + i) - s) * get(y + i));
    }
  }
}
