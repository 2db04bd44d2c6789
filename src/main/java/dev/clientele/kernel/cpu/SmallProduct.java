package dev.clientele.kernel.cpu;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.MatrixProduct;
import dev.clientele.kernel.Step;

/**
 * One small matrix product in loops of ours: a call of the native library costs as much as some ten
 * thousand multiplications. What is added to the product comes first in each sum: {@code c + bias},
 * then the residual, then the products in their order.
 */
final class SmallProduct implements Step {
  /** Multiplications above which the native library is faster. */
  private static final long LIMIT = 1 << 16;

  private final int m;
  private final int n;
  private final int k;
  private final long a;
  private final long aRow;
  private final long aColumn;
  private final long b;
  private final long bRow;
  private final long turned;
  private final long turnedRow;
  private final long start;
  private final long startRow;
  private final long c;
  private final long cRow;

  /** Whether this is possible for the shape, and worth it. */
  static boolean suits(MatrixProduct s) {
    return s.isSingle()
        && s.factor() == 1
        && s.c().column() == 1
        && (s.b().column() == 1 || s.b().row() == 1)
        && (long) s.m() * s.n() * s.k() <= LIMIT;
  }

  private SmallProduct(
      MatrixProduct s, Buffer a, Buffer b, long start, long startRow, Buffer c, Scratch scratch) {
    this.m = s.m();
    this.n = s.n();
    this.k = s.k();
    this.a = a.address();
    this.aRow = Float.BYTES * s.a().row();
    this.aColumn = Float.BYTES * s.a().column();
    boolean turn = s.b().column() != 1;
    this.turned = turn ? b.address() : 0;
    this.turnedRow = Float.BYTES * s.b().column();
    this.b = turn ? scratch.at(Scratch.Place.RIGHT, (long) n * k) : b.address();
    this.bRow = Float.BYTES * (turn ? n : s.b().row());
    this.start = start;
    this.startRow = startRow;
    this.c = c.address();
    this.cRow = Float.BYTES * s.c().row();
  }

  /**
   * A product as {@link dev.clientele.kernel.Kernels#product} describes it.
   *
   * @param scratch gives zeros and the place for a transposed b
   */
  static Step prepare(
      MatrixProduct s,
      Buffer a,
      Buffer b,
      Buffer bias,
      Buffer residual,
      boolean add,
      Buffer c,
      Scratch scratch) {
    long to = c.address();
    long row = Float.BYTES * s.c().row();
    long single = bias == null ? 0 : bias.address();
    long other = residual == null ? 0 : residual.address();
    Step before = null;
    long start;
    long startRow;
    if (add) {
      if (bias != null) {
        before = sum(s, to, row, single, 0, to, row);
      }
      if (residual != null) {
        Step also = sum(s, to, row, other, row, to, row);
        before = before == null ? also : Steps.both(before, also);
      }
      start = to;
      startRow = row;
    } else if (residual != null) {
      if (bias != null) {
        before = sum(s, other, row, single, 0, to, row);
      }
      start = bias == null ? other : to;
      startRow = row;
    } else {
      start = bias == null ? scratch.at(Scratch.Place.ZEROS, s.n()) : single;
      startRow = 0;
    }
    Step product = new SmallProduct(s, a, b, start, startRow, c, scratch);
    return before == null ? product : Steps.both(before, product);
  }

  private static Step sum(
      MatrixProduct s, long x, long xRow, long y, long yRow, long to, long row) {
    return () -> SmallProductLoops.add(x, xRow, y, yRow, to, row, s.m(), s.n());
  }

  @Override
  public void run() {
    if (turned != 0) {
      SmallProductLoops.transpose(turned, turnedRow, b, n, k);
    }
    int rows = m & -4;
    int columns = n & -16;
    if (rows > 0) {
      if (columns > 0) {
        SmallProductLoops.four(
            a, aRow, aColumn, b, bRow, start, startRow, c, cRow, rows, columns, k);
      }
      for (int j = columns; j < n; j += Lanes.COUNT) {
        long at = (long) Float.BYTES * j;
        SmallProductLoops.fourNarrow(
            a,
            aRow,
            aColumn,
            b + at,
            bRow,
            start + at,
            startRow,
            c + at,
            cRow,
            rows,
            Math.min(Lanes.COUNT, n - j),
            k);
      }
    }
    for (int i = rows; i < m; i++) {
      row(a + i * aRow, start + i * startRow, c + i * cRow);
    }
  }

  private void row(long from, long first, long to) {
    int columns = n & -32;
    if (columns > 0) {
      SmallProductLoops.one(from, aColumn, b, bRow, first, to, columns, k);
    }
    for (int j = columns; j < n; j += Lanes.COUNT) {
      long at = (long) Float.BYTES * j;
      SmallProductLoops.oneNarrow(
          from, aColumn, b + at, bRow, first + at, to + at, Math.min(Lanes.COUNT, n - j), k);
    }
  }
}
