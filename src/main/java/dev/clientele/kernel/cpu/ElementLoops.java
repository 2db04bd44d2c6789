package dev.clientele.kernel.cpu;

import static dev.clientele.kernel.cpu.Lanes.get;
import static dev.clientele.kernel.cpu.Lanes.load;
import static dev.clientele.kernel.cpu.Lanes.put;
import static dev.clientele.kernel.cpu.Lanes.store;

import jdk.incubator.vector.FloatVector;

/**
 * Loops over {@code n} numbers at raw addresses, whatever n is; no alignment is needed. In the
 * loops that do not sum, the scalar remainder computes what a lane would, to the last bit. Sums are
 * always taken in the same order: short parts in single precision ({@link SumLoops}), which are
 * then added up in double precision.
 */
final class ElementLoops {
  /** Rows whose sum is kept in single precision. */
  private static final int ROWS = 256;

  /** Numbers whose sum is kept in the lanes of a few vectors. */
  private static final long BLOCK = 2048;

  private ElementLoops() {}

  /** {@code y = x * sigmoid(x)}; y may be x. */
  static void silu(long x, long y, long n) {
    long end = x + 4 * (n & -Wide.COUNT);
    long stop = x + 4 * n;
    for (; x < end; x += Wide.BYTES, y += Wide.BYTES) {
      FloatVector v = Wide.load(x);
      Wide.store(v.mul(Wide.sigmoid(v)), y);
    }
    for (; x < stop; x += 4, y += 4) {
      put(y, get(x) * Lanes.sigmoid(get(x)));
    }
  }

  /** {@code dx = dy * silu'(x)}; dx may be dy. */
  static void siluBackward(long x, long dy, long dx, long n) {
    FloatVector one = Wide.broadcast(1);
    long end = x + 4 * (n & -Wide.COUNT);
    long stop = x + 4 * n;
    for (; x < end; x += Wide.BYTES, dy += Wide.BYTES, dx += Wide.BYTES) {
      FloatVector v = Wide.load(x);
      FloatVector s = Wide.sigmoid(v);
      Wide.store(Wide.load(dy).mul(s).mul(one.sub(s).fma(v, one)), dx);
    }
    for (; x < stop; x += 4, dy += 4, dx += 4) {
      float s = Lanes.sigmoid(get(x));
      put(dx, get(dy) * s * Math.fma(1 - s, get(x), 1));
    }
  }

  /** {@code to = from}; the two do not overlap. */
  static void copy(long from, long to, long n) {
    long end = from + 4 * (n & -Lanes.COUNT);
    long stop = from + 4 * n;
    for (; from < end; from += Lanes.BYTES, to += Lanes.BYTES) {
      store(load(from), to);
    }
    for (; from < stop; from += 4, to += 4) {
      put(to, get(from));
    }
  }

  /** {@code to = to + from}. */
  static void add(long from, long to, long n) {
    long end = from + 4 * (n & -Lanes.COUNT);
    long stop = from + 4 * n;
    for (; from < end; from += Lanes.BYTES, to += Lanes.BYTES) {
      store(load(to).add(load(from)), to);
    }
    for (; from < stop; from += 4, to += 4) {
      put(to, get(to) + get(from));
    }
  }

  /** {@code to = to + factor * from}. */
  static void addScaled(long from, float factor, long to, long n) {
    FloatVector f = Lanes.broadcast(factor);
    long end = from + 4 * (n & -Lanes.COUNT);
    long stop = from + 4 * n;
    for (; from < end; from += Lanes.BYTES, to += Lanes.BYTES) {
      store(load(from).fma(f, load(to)), to);
    }
    for (; from < stop; from += 4, to += 4) {
      put(to, Math.fma(get(from), factor, get(to)));
    }
  }

  /** {@code x = factor * x}. */
  static void scale(long x, float factor, long n) {
    FloatVector f = Lanes.broadcast(factor);
    long end = x + 4 * (n & -Lanes.COUNT);
    long stop = x + 4 * n;
    for (; x < end; x += Lanes.BYTES) {
      store(load(x).mul(f), x);
    }
    for (; x < stop; x += 4) {
      put(x, get(x) * factor);
    }
  }

  /**
   * One step of Adam on parameters p with gradients g, first moments m and second moments v: {@code
   * m = beta1 m + (1 - beta1) g}, {@code v = beta2 v + (1 - beta2) g^2}, {@code p = p - rate m /
   * (sqrt(v correction) + epsilon)}.
   */
  static void adam(
      long p,
      long g,
      long m,
      long v,
      float rate,
      float correction,
      float beta1,
      float beta2,
      float epsilon,
      long n) {
    FloatVector keep1 = Wide.broadcast(beta1);
    FloatVector keep2 = Wide.broadcast(beta2);
    FloatVector take1 = Wide.broadcast((float) (1 - (double) beta1));
    FloatVector take2 = Wide.broadcast((float) (1 - (double) beta2));
    long bytes = 4 * (n & -Wide.COUNT);
    for (long i = 0; i < bytes; i += Wide.BYTES) {
      FloatVector d = Wide.load(g + i);
      FloatVector mean = Wide.load(m + i).fma(keep1, d.mul(take1));
      FloatVector square = Wide.load(v + i).fma(keep2, d.mul(d).mul(take2));
      Wide.store(mean, m + i);
      Wide.store(square, v + i);
      FloatVector root = square.mul(correction).sqrt().add(epsilon);
      Wide.store(Wide.load(p + i).sub(mean.mul(rate).div(root)), p + i);
    }
    for (long i = bytes; i < 4 * n; i += 4) {
      float d = get(g + i);
      float mean = Math.fma(get(m + i), beta1, d * (float) (1 - (double) beta1));
      float square = Math.fma(get(v + i), beta2, d * d * (float) (1 - (double) beta2));
      put(m + i, mean);
      put(v + i, square);
      put(p + i, get(p + i) - mean * rate / ((float) Math.sqrt(square * correction) + epsilon));
    }
  }

  /** {@code sums[c]} = the sum over rows of {@code x[r, c]}, added to what is there if wanted. */
  static void columnSums(long x, boolean add, long sums, long rows, int columns) {
    for (int c = 0; c < columns && !add; c++) {
      put(sums + 4L * c, 0);
    }
    long stride = 4L * columns;
    int vectors = columns & -Lanes.COUNT;
    for (long r = 0; r < rows; r += ROWS, x += ROWS * stride) {
      int count = (int) Math.min(ROWS, rows - r);
      for (int c = 0; c < vectors; c += 2 * Lanes.COUNT) {
        long half = c + 2 * Lanes.COUNT <= vectors ? Lanes.BYTES : 0;
        SumLoops.addRows(x + 4L * c, half, stride, count, sums + 4L * c);
      }
      for (int c = vectors; c < columns; c++) {
        SumLoops.addColumn(x + 4L * c, stride, count, sums + 4L * c);
      }
    }
  }

  /** The sum of squares. */
  static double squaredNorm(long x, long n) {
    double total = 0;
    for (long i = 0; i < n; i += BLOCK) {
      total += SumLoops.squares(x + 4 * i, (int) Math.min(BLOCK, n - i));
    }
    return total;
  }

  /**
   * {@code errors[i]} = the sum over the {@code n} numbers of image i of {@code (y - target)^2},
   * and {@code dy = factor * (y - target)}.
   *
   * @param dy 0 for none; may be y
   */
  static void squaredError(
      long y, long target, long errors, long dy, float factor, int batch, long n) {
    for (int image = 0; image < batch; image++) {
      double total = 0;
      for (long i = 0; i < n; i += BLOCK) {
        long at = 4 * (image * n + i);
        int count = (int) Math.min(BLOCK, n - i);
        total +=
            dy == 0
                ? SumLoops.squaredError(y + at, target + at, count)
                : SumLoops.squaredErrorGradient(y + at, target + at, count, factor, dy + at);
      }
      put(errors + 4L * image, (float) total);
    }
  }

  /** {@code dx = y * (dy - sum(y * dy))} a row of {@code columns} numbers; dx may be dy. */
  static void softmaxBackward(long y, long dy, long dx, long rows, int columns) {
    long row = 4L * columns;
    for (long r = 0; r < rows; r++, y += row, dy += row, dx += row) {
      SumLoops.softmaxRow(y, dy, dx, columns);
    }
  }
}
