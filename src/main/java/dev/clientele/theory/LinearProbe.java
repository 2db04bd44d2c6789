package dev.clientele.theory;

import dev.clientele.tensor.HostArrays;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.eigen.Eigen;

/**
 * A linear map with an offset from embeddings to what they may stand for, by least squares. An
 * embedding knows no more than a probe can read, on clients that it was not fitted to.
 */
final class LinearProbe {
  /** Relative to the inputs' mean square: keeps directions that never vary from blowing up. */
  private static final double RIDGE = 1e-6;

  private final double[] coefficients;
  private final int inputs;
  private final int outputs;

  private LinearProbe(double[] coefficients, int inputs, int outputs) {
    this.coefficients = coefficients;
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /** Fits rows of inputs to as many rows of outputs. */
  static LinearProbe fit(double[][] x, double[][] y) {
    int p = x[0].length + 1;
    int q = y[0].length;
    try (INDArray design = HostArrays.matrix(flat(x, true), x.length, p);
        INDArray target = HostArrays.matrix(flat(y, false), y.length, q);
        INDArray vectors = design.transpose().mmul(design);
        INDArray moment = design.transpose().mmul(target);
        INDArray values = Eigen.symmetricGeneralizedEigenvalues(vectors, true)) {
      // vectors' columns are now the eigenvectors V, so the solution is V (D + ridge)^-1 V' moment.
      try (INDArray rotated = vectors.transpose().mmul(moment);
          INDArray scaled = HostArrays.matrix(divided(rotated, values, q), p, q);
          INDArray solution = vectors.mmul(scaled)) {
        return new LinearProbe(HostArrays.toDoubles(solution), p, q);
      }
    }
  }

  private static double[] divided(INDArray rows, INDArray eigenvalues, int width) {
    double[] values = HostArrays.toDoubles(eigenvalues);
    double ridge = RIDGE * Arrays.stream(values).sum() / values.length;
    double[] divided = HostArrays.toDoubles(rows);
    for (int i = 0; i < divided.length; i++) {
      divided[i] /= Math.max(0, values[i / width]) + ridge;
    }
    return divided;
  }

  private static double[] flat(double[][] rows, boolean withOne) {
    int width = rows[0].length + (withOne ? 1 : 0);
    double[] flat = new double[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * width, rows[i].length);
      if (withOne) {
        flat[i * width + width - 1] = 1;
      }
    }
    return flat;
  }

  /** What the probe reads off one row of inputs. */
  double[] read(double[] x) {
    double[] y = new double[outputs];
    for (int j = 0; j < outputs; j++) {
      y[j] = coefficients[(inputs - 1) * outputs + j];
      for (int i = 0; i < x.length; i++) {
        y[j] += x[i] * coefficients[i * outputs + j];
      }
    }
    return y;
  }

  /** {@code 1 - sum |y - y'|^2 / sum |y - mean|^2} over all outputs: 1 is perfect, 0 a guess. */
  static double explained(double[][] truth, double[][] guess) {
    double left = 0;
    double all = 0;
    for (int j = 0; j < truth[0].length; j++) {
      double mean = 0;
      for (double[] row : truth) {
        mean += row[j] / truth.length;
      }
      for (int i = 0; i < truth.length; i++) {
        left += (truth[i][j] - guess[i][j]) * (truth[i][j] - guess[i][j]);
        all += (truth[i][j] - mean) * (truth[i][j] - mean);
      }
    }
    return 1 - left / all;
  }
}
