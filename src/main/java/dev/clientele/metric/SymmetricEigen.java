package dev.clientele.metric;

import dev.clientele.tensor.HostArrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.eigen.Eigen;

/**
 * The eigenvalues of a symmetric matrix in ascending order, and its eigenvectors as the columns of
 * a row-major square.
 */
@SuppressWarnings("ArrayRecordComponent") // two decompositions are never compared
record SymmetricEigen(double[] values, double[] vectors) {
  /**
   * Decomposes the mean of {@code square} and its transpose.
   *
   * @param square {@code d x d}, row-major, symmetric up to rounding
   */
  static SymmetricEigen of(double[] square, int d) {
    try (INDArray matrix = HostArrays.matrix(symmetric(square, d), d, d);
        INDArray values = Eigen.symmetricGeneralizedEigenvalues(matrix, true)) {
      return new SymmetricEigen(HostArrays.toDoubles(values), HostArrays.toDoubles(matrix));
    }
  }

  /** What LAPACK takes for granted. */
  private static double[] symmetric(double[] square, int d) {
    double[] result = new double[square.length];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        result[i * d + j] = (square[i * d + j] + square[j * d + i]) / 2;
      }
    }
    return result;
  }
}
