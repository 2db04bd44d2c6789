package dev.clientele.kernel.cpu;

import static dev.clientele.kernel.cpu.Lanes.get;
import static dev.clientele.kernel.cpu.Lanes.put;
import static dev.clientele.kernel.cpu.Wide.load;
import static dev.clientele.kernel.cpu.Wide.store;

import jdk.incubator.vector.FloatVector;

/** Reorderings of weights, number by number, and their transforms' linear combinations. */
final class WinogradWeightLoops {
  private static final int TAPS = 9;

  /** Rows and columns of what is transposed at once, so that every line of a cache is used up. */
  private static final int BLOCK = 16;

  private WinogradWeightLoops() {}

  /** {@code [outputs, inputs, 3, 3]} to {@code [3, 3, inputs, outputs]}. */
  static void fromPlain(long plain, long weights, int inputs, int outputs) {
    for (int i = 0; i < inputs; i++) {
      for (int t = 0; t < TAPS; t++) {
        long from = plain + 4L * (i * TAPS + t);
        long to = weights + 4L * ((long) t * inputs + i) * outputs;
        for (int o = 0; o < outputs; o++, from += 4L * TAPS * inputs) {
          put(to + 4L * o, get(from));
        }
      }
    }
  }

  /** {@code [3, 3, inputs, outputs]} to {@code [outputs, inputs, 3, 3]}. */
  static void toPlain(long weights, long plain, int inputs, int outputs) {
    for (int i = 0; i < inputs; i++) {
      for (int t = 0; t < TAPS; t++) {
        long from = weights + 4L * ((long) t * inputs + i) * outputs;
        long to = plain + 4L * (i * TAPS + t);
        for (int o = 0; o < outputs; o++, to += 4L * TAPS * inputs) {
          put(to, get(from + 4L * o));
        }
      }
    }
  }

  /** {@code [rows, columns]} to {@code [columns, rows]}. */
  static void transpose(long from, long to, int rows, int columns) {
    for (int r0 = 0; r0 < rows; r0 += BLOCK) {
      int r1 = Math.min(rows, r0 + BLOCK);
      for (int c = 0; c < columns; c++) {
        for (int r = r0; r < r1; r++) {
          put(to + 4L * ((long) c * rows + r), get(from + 4L * ((long) r * columns + c)));
        }
      }
    }
  }

  /** {@code to = f0 x0 + f1 x1 + f2 x2}. */
  static void combine3(
      long x0, long x1, long x2, float f0, float f1, float f2, long to, int bytes) {
    FloatVector g0 = Wide.broadcast(f0);
    FloatVector g1 = Wide.broadcast(f1);
    FloatVector g2 = Wide.broadcast(f2);
    for (int i = 0; i < bytes; i += Wide.BYTES) {
      store(load(x0 + i).fma(g0, load(x1 + i).fma(g1, load(x2 + i).mul(g2))), to + i);
    }
  }

  /** {@code to} = the sum of {@code f[j] x[j]} over five sources, {@code step} bytes apart. */
  static void combine5(
      long x, long step, float f0, float f1, float f2, float f3, float f4, long to, int bytes) {
    FloatVector g0 = Wide.broadcast(f0);
    FloatVector g1 = Wide.broadcast(f1);
    FloatVector g2 = Wide.broadcast(f2);
    FloatVector g3 = Wide.broadcast(f3);
    FloatVector g4 = Wide.broadcast(f4);
    for (int i = 0; i < bytes; i += Wide.BYTES) {
      long q = x + i;
      FloatVector a = load(q).fma(g0, load(q + step).mul(g1));
      FloatVector b = load(q + 2 * step).fma(g2, load(q + 3 * step).mul(g3));
      store(load(q + 4 * step).fma(g4, a).add(b), to + i);
    }
  }

  /** {@code to} = the sum of {@code f[j] x[j]} over six sources, {@code step} bytes apart. */
  static void combine6(
      long x,
      long step,
      float f0,
      float f1,
      float f2,
      float f3,
      float f4,
      float f5,
      long to,
      int bytes) {
    FloatVector g0 = Wide.broadcast(f0);
    FloatVector g1 = Wide.broadcast(f1);
    FloatVector g2 = Wide.broadcast(f2);
    FloatVector g3 = Wide.broadcast(f3);
    FloatVector g4 = Wide.broadcast(f4);
    FloatVector g5 = Wide.broadcast(f5);
    for (int i = 0; i < bytes; i += Wide.BYTES) {
      long q = x + i;
      FloatVector a = load(q).fma(g0, load(q + step).mul(g1));
      FloatVector b = load(q + 2 * step).fma(g2, load(q + 3 * step).mul(g3));
      FloatVector c = load(q + 4 * step).fma(g4, load(q + 5 * step).mul(g5));
      store(a.add(b).add(c), to + i);
    }
  }
}
