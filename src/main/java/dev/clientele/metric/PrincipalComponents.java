package dev.clientele.metric;

/**
 * Principal components of features, for drawing them in the plane. A component's sign, which the
 * data leave open, is such that its largest coefficient (the first of equal ones) is positive.
 * Immutable; double precision.
 */
public final class PrincipalComponents {
  private final double[] mean;
  private final double[][] axes;
  private final double[] explained;

  private PrincipalComponents(double[] mean, double[][] axes, double[] explained) {
    this.mean = mean;
    this.axes = axes;
    this.explained = explained;
  }

  /**
   * The first {@code count} components of {@code rows}: at least two, equally long.
   *
   * @param count at most the length of a row
   */
  public static PrincipalComponents of(float[][] rows, int count) {
    int d = Features.requireComparable(rows, rows);
    if (count < 1 || count > d) {
      throw new IllegalArgumentException("expected 1 to " + d + " components but was " + count);
    }
    Centred centred = Centred.of(rows);
    SymmetricEigen eigen = SymmetricEigen.of(centred.covariance(), d);
    double total = 0;
    for (double value : eigen.values()) {
      total += Math.max(0, value);
    }
    double[][] axes = new double[count][d];
    double[] explained = new double[count];
    for (int c = 0; c < count; c++) {
      int column = d - 1 - c;
      for (int j = 0; j < d; j++) {
        axes[c][j] = eigen.vectors()[j * d + column];
      }
      orient(axes[c]);
      explained[c] = total == 0 ? 0 : Math.max(0, eigen.values()[column]) / total;
    }
    return new PrincipalComponents(centred.mean(), axes, explained);
  }

  private static void orient(double[] axis) {
    int largest = 0;
    for (int j = 1; j < axis.length; j++) {
      // A clear difference, so that rounding does not choose between equal coefficients.
      largest = Math.abs(axis[j]) > Math.abs(axis[largest]) * (1 + 1e-9) ? j : largest;
    }
    if (axis[largest] < 0) {
      for (int j = 0; j < axis.length; j++) {
        axis[j] = -axis[j];
      }
    }
  }

  /** The share of the variance that lies along component {@code c}. */
  public double explained(int c) {
    return explained[c];
  }

  /** Each row's place along the components; other rows than the components are of, too. */
  public double[][] project(float[][] rows) {
    int d = mean.length;
    double[] centred = Centred.less(rows, mean);
    double[][] places = new double[rows.length][axes.length];
    for (int i = 0; i < rows.length; i++) {
      for (int c = 0; c < axes.length; c++) {
        for (int j = 0; j < d; j++) {
          places[i][c] += centred[i * d + j] * axes[c][j];
        }
      }
    }
    return places;
  }
}
