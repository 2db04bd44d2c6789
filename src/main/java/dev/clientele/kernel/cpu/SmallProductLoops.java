package dev.clientele.kernel.cpu;

import static dev.clientele.kernel.cpu.Lanes.get;
import static dev.clientele.kernel.cpu.Lanes.load;
import static dev.clientele.kernel.cpu.Lanes.put;
import static dev.clientele.kernel.cpu.Lanes.store;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * {@code c = start + a b} for small matrices at raw addresses; strides are bytes, and neighbours in
 * a row of b, c and start are adjacent. Every number of c is its start plus its products, fused and
 * in the order of k, whatever the block it falls into, so a part of the rows or columns gives the
 * same bits as the whole.
 */
final class SmallProductLoops {
  private SmallProductLoops() {}

  /**
   * Blocks of 4 rows and 16 columns.
   *
   * @param rows a multiple of 4
   * @param columns a multiple of 16
   */
  static void four(
      long a,
      long aRow,
      long aColumn,
      long b,
      long bRow,
      long start,
      long startRow,
      long c,
      long cRow,
      int rows,
      int columns,
      int k) {
    for (int i = 0; i < rows; i += 4) {
      for (long j = 0; j < 4L * columns; j += 2 * Lanes.BYTES) {
        long s = start + i * startRow + j;
        FloatVector c00 = load(s);
        FloatVector c01 = load(s + Lanes.BYTES);
        s += startRow;
        FloatVector c10 = load(s);
        FloatVector c11 = load(s + Lanes.BYTES);
        s += startRow;
        FloatVector c20 = load(s);
        FloatVector c21 = load(s + Lanes.BYTES);
        s += startRow;
        FloatVector c30 = load(s);
        FloatVector c31 = load(s + Lanes.BYTES);
        long p = a + i * aRow;
        long q = b + j;
        for (int l = 0; l < k; l++) {
          FloatVector b0 = load(q);
          FloatVector b1 = load(q + Lanes.BYTES);
          FloatVector v = Lanes.broadcast(get(p));
          c00 = v.fma(b0, c00);
          c01 = v.fma(b1, c01);
          v = Lanes.broadcast(get(p + aRow));
          c10 = v.fma(b0, c10);
          c11 = v.fma(b1, c11);
          v = Lanes.broadcast(get(p + 2 * aRow));
          c20 = v.fma(b0, c20);
          c21 = v.fma(b1, c21);
          v = Lanes.broadcast(get(p + 3 * aRow));
          c30 = v.fma(b0, c30);
          c31 = v.fma(b1, c31);
          p += aColumn;
          q += bRow;
        }
        long r = c + i * cRow + j;
        store(c00, r);
        store(c01, r + Lanes.BYTES);
        r += cRow;
        store(c10, r);
        store(c11, r + Lanes.BYTES);
        r += cRow;
        store(c20, r);
        store(c21, r + Lanes.BYTES);
        r += cRow;
        store(c30, r);
        store(c31, r + Lanes.BYTES);
      }
    }
  }

  /**
   * 4 rows at a time, and at most 8 columns.
   *
   * @param rows a multiple of 4
   * @param columns 1 to 8
   */
  static void fourNarrow(
      long a,
      long aRow,
      long aColumn,
      long b,
      long bRow,
      long start,
      long startRow,
      long c,
      long cRow,
      int rows,
      int columns,
      int k) {
    VectorMask<Float> mask = Lanes.first(columns);
    for (int i = 0; i < rows; i += 4) {
      long s = start + i * startRow;
      FloatVector c0 = load(s, mask);
      FloatVector c1 = load(s + startRow, mask);
      FloatVector c2 = load(s + 2 * startRow, mask);
      FloatVector c3 = load(s + 3 * startRow, mask);
      long p = a + i * aRow;
      long q = b;
      for (int l = 0; l < k; l++) {
        FloatVector v = load(q, mask);
        c0 = v.fma(Lanes.broadcast(get(p)), c0);
        c1 = v.fma(Lanes.broadcast(get(p + aRow)), c1);
        c2 = v.fma(Lanes.broadcast(get(p + 2 * aRow)), c2);
        c3 = v.fma(Lanes.broadcast(get(p + 3 * aRow)), c3);
        p += aColumn;
        q += bRow;
      }
      long r = c + i * cRow;
      store(c0, r, mask);
      store(c1, r + cRow, mask);
      store(c2, r + 2 * cRow, mask);
      store(c3, r + 3 * cRow, mask);
    }
  }

  /**
   * One row, 32 columns at a time.
   *
   * @param columns a multiple of 32
   */
  static void one(long a, long aColumn, long b, long bRow, long start, long c, int columns, int k) {
    for (long j = 0; j < 4L * columns; j += 4 * Lanes.BYTES) {
      FloatVector c0 = load(start + j);
      FloatVector c1 = load(start + j + Lanes.BYTES);
      FloatVector c2 = load(start + j + 2 * Lanes.BYTES);
      FloatVector c3 = load(start + j + 3 * Lanes.BYTES);
      long p = a;
      long q = b + j;
      for (int l = 0; l < k; l++) {
        FloatVector v = Lanes.broadcast(get(p));
        c0 = v.fma(load(q), c0);
        c1 = v.fma(load(q + Lanes.BYTES), c1);
        c2 = v.fma(load(q + 2 * Lanes.BYTES), c2);
        c3 = v.fma(load(q + 3 * Lanes.BYTES), c3);
        p += aColumn;
        q += bRow;
      }
      store(c0, c + j);
      store(c1, c + j + Lanes.BYTES);
      store(c2, c + j + 2 * Lanes.BYTES);
      store(c3, c + j + 3 * Lanes.BYTES);
    }
  }

  /**
   * One row, at most 8 columns.
   *
   * @param columns 1 to 8
   */
  static void oneNarrow(
      long a, long aColumn, long b, long bRow, long start, long c, int columns, int k) {
    VectorMask<Float> mask = Lanes.first(columns);
    FloatVector sum = load(start, mask);
    for (int l = 0; l < k; l++) {
      sum = load(b, mask).fma(Lanes.broadcast(get(a)), sum);
      a += aColumn;
      b += bRow;
    }
    store(sum, c, mask);
  }

  /** {@code to[j, i] = from[i, j]}, both without gaps. */
  static void transpose(long from, long fromRow, long to, int rows, int columns) {
    long toRow = 4L * rows;
    int even = rows & -4;
    for (int i = 0; i < even; i += 4) {
      long p = from + i * fromRow;
      long q = to + 4L * i;
      for (int j = 0; j < columns; j++) {
        put(q, get(p));
        put(q + 4, get(p + fromRow));
        put(q + 8, get(p + 2 * fromRow));
        put(q + 12, get(p + 3 * fromRow));
        p += 4;
        q += toRow;
      }
    }
    for (int i = even; i < rows; i++) {
      long p = from + i * fromRow;
      long q = to + 4L * i;
      for (int j = 0; j < columns; j++) {
        put(q, get(p));
        p += 4;
        q += toRow;
      }
    }
  }

  /** {@code c = x + y}; a row stride of 0 repeats the row. */
  static void add(long x, long xRow, long y, long yRow, long c, long cRow, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      long p = x + i * xRow;
      long q = y + i * yRow;
      long r = c + i * cRow;
      int j = 0;
      for (; j <= columns - Lanes.COUNT; j += Lanes.COUNT) {
        store(load(p + 4L * j).add(load(q + 4L * j)), r + 4L * j);
      }
      for (; j < columns; j++) {
        put(r + 4L * j, get(p + 4L * j) + get(q + 4L * j));
      }
    }
  }
}
