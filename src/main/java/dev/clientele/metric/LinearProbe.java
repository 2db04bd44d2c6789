package dev.clientele.metric;

/**
 * Ridge regression from features to known quantities, to see what the features tell about them:
 * minimises {@code |X W + b - Y|^2 + ridge |W|^2}, in closed form through the eigenvalues of the
 * centred {@code X'X}. A class is one quantity a class, 1 or 0, and the largest prediction wins.
 * Judge it on rows that it was not fitted to. Immutable; double precision.
 */
public final class LinearProbe {
  private final double[] meanX;
  private final double[] meanY;
  private final double[] weights;

  private LinearProbe(double[] meanX, double[] meanY, double[] weights) {
    this.meanX = meanX;
    this.meanY = meanY;
    this.weights = weights;
  }

  /**
   * Fits a regression.
   *
   * @param x at least two rows, equally long
   * @param y as many rows of quantities
   * @param ridge positive
   */
  public static LinearProbe fit(float[][] x, float[][] y, double ridge) {
    return fit(x, y, new double[] {ridge})[0];
  }

  /** A regression for each of the ridges, of which the first is as expensive as all together. */
  static LinearProbe[] fit(float[][] x, float[][] y, double[] ridges) {
    int d = Features.requireComparable(x, x);
    int targets = Features.requireComparable(y, y);
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "expected as many rows of quantities as of features but was "
              + y.length
              + " for "
              + x.length);
    }
    Centred cx = Centred.of(x);
    Centred cy = Centred.of(y);
    int n = x.length;
    SymmetricEigen eigen = SymmetricEigen.of(Centred.product(cx.values(), cx.values(), n, d, d), d);
    double[] xy = Centred.product(cx.values(), cy.values(), n, d, targets);
    double[] turned = Centred.product(eigen.vectors(), xy, d, d, targets);
    double[] transposed = transposed(eigen.vectors(), d);
    LinearProbe[] probes = new LinearProbe[ridges.length];
    for (int r = 0; r < ridges.length; r++) {
      double[] scaled = scaled(turned, eigen.values(), ridges[r]);
      double[] weights = Centred.product(transposed, scaled, d, d, targets);
      probes[r] = new LinearProbe(cx.mean(), cy.mean(), weights);
    }
    return probes;
  }

  /** With W = V diag(1 / (values + ridge)) V' X'Y, all but the first factor. */
  private static double[] scaled(double[] turned, double[] values, double ridge) {
    if (!(ridge > 0)) {
      throw new IllegalArgumentException("expected a positive ridge but was " + ridge);
    }
    int targets = turned.length / values.length;
    double[] scaled = new double[turned.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = turned[i] / (Math.max(0, values[i / targets]) + ridge);
    }
    return scaled;
  }

  private static double[] transposed(double[] square, int d) {
    double[] result = new double[square.length];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        result[j * d + i] = square[i * d + j];
      }
    }
    return result;
  }

  /** Fits a classification into {@code 0..classes-1}. */
  public static LinearProbe classifier(float[][] x, int[] labels, int classes, double ridge) {
    return fit(x, oneHot(labels, classes), ridge);
  }

  static float[][] oneHot(int[] labels, int classes) {
    float[][] y = new float[labels.length][classes];
    for (int i = 0; i < labels.length; i++) {
      y[i][labels[i]] = 1;
    }
    return y;
  }

  static int largest(double[] values) {
    int best = 0;
    for (int c = 1; c < values.length; c++) {
      best = values[c] > values[best] ? c : best;
    }
    return best;
  }

  /** What it predicts for each row. */
  public double[][] predict(float[][] x) {
    int d = meanX.length;
    int targets = meanY.length;
    double[] centred = Centred.less(x, meanX);
    double[][] predicted = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      predicted[i] = meanY.clone();
      for (int j = 0; j < d; j++) {
        for (int t = 0; t < targets; t++) {
          predicted[i][t] += centred[i * d + j] * weights[j * targets + t];
        }
      }
    }
    return predicted;
  }

  /**
   * Each quantity's coefficient of determination {@code 1 - |y - f|^2 / |y - mean y|^2}: 1 is
   * perfect, 0 no better than these rows' mean, and it may be negative. NaN for a constant one.
   */
  public double[] determination(float[][] x, float[][] y) {
    double[][] predicted = predict(x);
    double[] mean = Centred.of(y).mean();
    double[] result = new double[mean.length];
    for (int t = 0; t < result.length; t++) {
      double residual = 0;
      double spread = 0;
      for (int i = 0; i < y.length; i++) {
        residual += (y[i][t] - predicted[i][t]) * (y[i][t] - predicted[i][t]);
        spread += (y[i][t] - mean[t]) * (y[i][t] - mean[t]);
      }
      result[t] = spread == 0 ? Double.NaN : 1 - residual / spread;
    }
    return result;
  }

  /** The share of the rows whose largest prediction is that of their label. */
  public double accuracy(float[][] x, int[] labels) {
    double[][] predicted = predict(x);
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += largest(predicted[i]) == labels[i] ? 1 : 0;
    }
    return (double) right / labels.length;
  }
}
