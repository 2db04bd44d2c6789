package dev.clientele.metric;

import dev.clientele.tensor.HostArrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Rows less their mean, row-major.
 *
 * @param mean of each column
 * @param values {@code [rows, columns]}
 */
@SuppressWarnings("ArrayRecordComponent") // two of them are never compared
record Centred(double[] mean, double[] values) {
  static Centred of(float[][] rows) {
    int d = rows[0].length;
    double[] mean = new double[d];
    for (float[] row : rows) {
      for (int j = 0; j < d; j++) {
        mean[j] += row[j];
      }
    }
    for (int j = 0; j < d; j++) {
      mean[j] /= rows.length;
    }
    return new Centred(mean, less(rows, mean));
  }

  /** Rows less a given mean. */
  static double[] less(float[][] rows, double[] mean) {
    int d = mean.length;
    double[] centred = new double[Math.multiplyExact(rows.length, d)];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != d) {
        throw new IllegalArgumentException(
            "row " + i + ": expected " + d + " numbers but was " + rows[i].length);
      }
      for (int j = 0; j < d; j++) {
        centred[i * d + j] = rows[i][j] - mean[j];
      }
    }
    return centred;
  }

  int rows() {
    return values.length / mean.length;
  }

  /** {@code X'X / (n - 1)}, {@code d x d}. */
  double[] covariance() {
    int d = mean.length;
    double[] scaled = values.clone();
    double scale = 1 / Math.sqrt(rows() - 1.0);
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= scale;
    }
    return product(scaled, scaled, rows(), d, d);
  }

  /** {@code A'B} of {@code A [n, a]} and {@code B [n, b]}: {@code [a, b]}, row-major. */
  static double[] product(double[] a, double[] b, int n, int columnsA, int columnsB) {
    try (INDArray left = HostArrays.matrix(a, n, columnsA);
        INDArray right = HostArrays.matrix(b, n, columnsB);
        INDArray result = left.transpose().mmul(right)) {
      return HostArrays.toDoubles(result);
    }
  }
}
