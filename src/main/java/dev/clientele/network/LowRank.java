package dev.clientele.network;

import dev.clientele.tensor.HostArrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.eigen.Eigen;

/**
 * The matrix {@code left * right} of a given rank that is nearest to another in the Frobenius norm
 * (Eckart and Young 1936); left's columns are as long as right's rows. Where the other's rank is
 * lower, the last columns and rows are zero.
 *
 * @param left {@code rows x rank}, row-major
 * @param right {@code rank x columns}, row-major
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LowRank(double[] left, double[] right) {
  /** Squares of singular values below this share of the largest are rounding. */
  private static final double NOISE = 1e-14;

  /** With {@code M M' = U S^2 U'}: {@code U sqrt(S)} and {@code U' M / sqrt(S)}. */
  static LowRank of(double[] m, int rows, int columns, int rank) {
    double[] squares;
    double[] vectors;
    try (INDArray gram = HostArrays.matrix(gram(m, rows, columns), rows, rows);
        INDArray eigenvalues = Eigen.symmetricGeneralizedEigenvalues(gram, true)) {
      squares = HostArrays.toDoubles(eigenvalues); // ascending, as LAPACK's
      vectors = HostArrays.toDoubles(gram); // overwritten: the eigenvectors, as columns
    }
    LowRank result = new LowRank(new double[rows * rank], new double[rank * columns]);
    double smallest = NOISE * squares[rows - 1];
    for (int r = 0; r < Math.min(rank, rows); r++) {
      int column = rows - 1 - r;
      if (squares[column] > smallest) {
        double root = Math.sqrt(Math.sqrt(squares[column]));
        for (int i = 0; i < rows; i++) {
          double u = vectors[i * rows + column];
          result.left[i * rank + r] = u * root;
          for (int j = 0; j < columns; j++) {
            result.right[r * columns + j] += u * m[i * columns + j] / root;
          }
        }
      }
    }
    return result;
  }

  private static double[] gram(double[] m, int rows, int columns) {
    double[] gram = new double[rows * rows];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int c = 0; c < columns; c++) {
          sum += m[i * columns + c] * m[j * columns + c];
        }
        gram[i * rows + j] = sum;
        gram[j * rows + i] = sum;
      }
    }
    return gram;
  }
}
