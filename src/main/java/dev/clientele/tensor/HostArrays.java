package dev.clientele.tensor;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The bridge between Java arrays and ND4J, the host's array library. Whoever makes an array here
 * closes it. Safe to call from many threads; products of ND4J arrays then run on the caller's
 * thread alone.
 *
 * <p>Copies go through JavaCPP pointers: ND4J's own factories are about 30 times slower.
 */
public final class HostArrays {
  static {
    // A product's last bits depend on how OpenBLAS divides it among threads. ND4J sets the number
    // of threads when it loads, so it has to load first; the setting then holds for the process.
    Nd4j.getBackend();
    openblas.blas_set_num_threads(1);
  }

  private HostArrays() {}

  /** A {@code rows x columns} matrix in double precision from {@code values}, row-major. */
  public static INDArray matrix(double[] values, int rows, int columns) {
    if (values.length != (long) rows * columns) {
      throw new IllegalArgumentException(
          "expected " + (long) rows * columns + " numbers but was " + values.length);
    }
    INDArray result = Nd4j.createUninitialized(DataType.DOUBLE, new long[] {rows, columns}, 'c');
    try (DoublePointer at = new DoublePointer(result.data().pointer())) {
      at.put(values, 0, values.length);
    }
    return result;
  }

  /** The same in double precision from rows of equal length, at least one. */
  public static INDArray matrix(float[][] rows) {
    int columns = rows[0].length;
    double[] values = new double[Math.multiplyExact(rows.length, columns)];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != columns) {
        throw new IllegalArgumentException(
            "row " + i + ": expected " + columns + " numbers but was " + rows[i].length);
      }
      for (int j = 0; j < columns; j++) {
        values[i * columns + j] = rows[i][j];
      }
    }
    return matrix(values, rows.length, columns);
  }

  /** Copies a double-precision array's numbers, row-major. */
  public static double[] toDoubles(INDArray array) {
    if (array.dataType() != DataType.DOUBLE) {
      throw new IllegalArgumentException("expected DOUBLE but was " + array.dataType());
    }
    if (!isDense(array)) {
      try (INDArray copy = array.dup('c')) {
        return toDoubles(copy);
      }
    }
    double[] values = new double[Math.toIntExact(array.length())];
    try (DoublePointer from = new DoublePointer(array.data().pointer())) {
      from.get(values, 0, values.length);
    }
    return values;
  }

  /** Whether the array's buffer holds its numbers and no others, row-major. */
  private static boolean isDense(INDArray array) {
    return array.ordering() == 'c' && !array.isView();
  }
}
