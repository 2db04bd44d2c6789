package dev.clientele.metric;

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
    Centred cx = Centred.of(x);
    Centred cy = Centred.of(y);
    double distance = 0;
    for (int j = 0; j < d; j++) {
      double shift = cx.mean()[j] - cy.mean()[j];
      distance += shift * shift;
    }
    double[] s1 = cx.covariance();
    double[] s2 = cy.covariance();
    return distance + trace(s1, d) + trace(s2, d) - 2 * traceOfRootOfProduct(s1, s2, d);
  }

  /**
   * {@code tr((S1 S2)^(1/2))}: with {@code S1 = L L'} the product has the eigenvalues of the
   * symmetric {@code L' S2 L}. Rounding may turn a zero eigenvalue slightly negative; it counts as
   * zero.
   */
  private static double traceOfRootOfProduct(double[] s1, double[] s2, int d) {
    SymmetricEigen first = SymmetricEigen.of(s1, d);
    double[] l = first.vectors();
    for (int i = 0; i < l.length; i++) {
      l[i] *= root(first.values()[i % d]);
    }
    // S2 is symmetric: L' S2 L = L' (S2' L).
    double[] product = Centred.product(l, Centred.product(s2, l, d, d, d), d, d, d);
    double sum = 0;
    for (double value : SymmetricEigen.of(product, d).values()) {
      sum += root(value);
    }
    return sum;
  }

  private static double root(double eigenvalue) {
    return Math.sqrt(Math.max(0, eigenvalue));
  }

  private static double trace(double[] square, int d) {
    double sum = 0;
    for (int i = 0; i < d; i++) {
      sum += square[i * d + i];
    }
    return sum;
  }
}
