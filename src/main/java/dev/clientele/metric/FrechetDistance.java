package dev.clientele.metric;

import dev.clientele.tensor.HostArrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.eigen.Eigen;

/**
 * Frechet inception distance (Heusel et al. 2017): {@code |mu1 - mu2|^2 + tr(S1 + S2 - 2 (S1
 * S2)^(1/2))} between the Gaussians with the means and covariances of two feature sets. It is
 * biased by the number of images, so compare sets of equal size only. Double precision; pure, and
 * safe to call from many threads.
 */
public final class FrechetDistance {
  private FrechetDistance() {}

  /** The distance of {@code x} and {@code y}: at least two rows each, equally long. */
  public static double of(float[][] x, float[][] y) {
    int d = Features.requireComparable(x, y);
    double[] meanX = mean(x, d);
    double[] meanY = mean(y, d);
    double distance = 0;
    for (int j = 0; j < d; j++) {
      distance += (meanX[j] - meanY[j]) * (meanX[j] - meanY[j]);
    }
    try (INDArray s1 = covariance(x, meanX);
        INDArray s2 = covariance(y, meanY)) {
      distance += trace(s1) + trace(s2);
      // Last, for it overwrites s1.
      return distance - 2 * traceOfRootOfProduct(s1, s2, d);
    }
  }

  /**
   * {@code tr((S1 S2)^(1/2))}: with {@code S1 = L L'} the product has the eigenvalues of the
   * symmetric {@code L' S2 L}. Rounding may turn a zero eigenvalue slightly negative; it counts as
   * zero.
   */
  private static double traceOfRootOfProduct(INDArray s1, INDArray s2, int d) {
    double[] scaled;
    try (INDArray values = Eigen.symmetricGeneralizedEigenvalues(s1, true)) {
      double[] roots = roots(values);
      scaled = HostArrays.toDoubles(s1); // now the eigenvectors, as columns
      for (int i = 0; i < scaled.length; i++) {
        scaled[i] *= roots[i % d];
      }
    }
    double[] product;
    try (INDArray l = HostArrays.matrix(scaled, d, d);
        INDArray right = s2.mmul(l);
        INDArray whole = l.transpose().mmul(right)) {
      product = HostArrays.toDoubles(whole);
    }
    try (INDArray symmetric = HostArrays.matrix(symmetric(product, d), d, d);
        INDArray values = Eigen.symmetricGeneralizedEigenvalues(symmetric, false)) {
      double sum = 0;
      for (double root : roots(values)) {
        sum += root;
      }
      return sum;
    }
  }

  private static double[] roots(INDArray eigenvalues) {
    double[] roots = HostArrays.toDoubles(eigenvalues);
    for (int i = 0; i < roots.length; i++) {
      roots[i] = Math.sqrt(Math.max(0, roots[i]));
    }
    return roots;
  }

  private static double[] mean(float[][] rows, int d) {
    double[] mean = new double[d];
    for (float[] row : rows) {
      for (int j = 0; j < d; j++) {
        mean[j] += row[j];
      }
    }
    for (int j = 0; j < d; j++) {
      mean[j] /= rows.length;
    }
    return mean;
  }

  private static INDArray covariance(float[][] rows, double[] mean) {
    int d = mean.length;
    double scale = 1 / Math.sqrt(rows.length - 1.0);
    double[] centred = new double[Math.multiplyExact(rows.length, d)];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < d; j++) {
        centred[i * d + j] = (rows[i][j] - mean[j]) * scale;
      }
    }
    try (INDArray c = HostArrays.matrix(centred, rows.length, d);
        INDArray product = c.transpose().mmul(c)) {
      return HostArrays.matrix(symmetric(HostArrays.toDoubles(product), d), d, d);
    }
  }

  /** The mean of a square matrix and its transpose: what LAPACK takes for granted. */
  private static double[] symmetric(double[] square, int d) {
    double[] result = new double[square.length];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        result[i * d + j] = (square[i * d + j] + square[j * d + i]) / 2;
      }
    }
    return result;
  }

  private static double trace(INDArray square) {
    double[] values = HostArrays.toDoubles(square);
    int d = square.rows();
    double sum = 0;
    for (int i = 0; i < d; i++) {
      sum += values[i * d + i];
    }
    return sum;
  }
}
