package dev.clientele.metric;

/**
 * The nearest of a set of rows.
 *
 * @param index which row; the first of equally near ones
 * @param distance Euclidean
 */
public record Neighbour(int index, double distance) {
  /**
   * The nearest reference to each query, by comparing all pairs.
   *
   * @param references at least one row, as long as the queries
   */
  public static Neighbour[] nearest(float[][] queries, float[][] references) {
    if (references.length == 0) {
      throw new IllegalArgumentException("expected at least one reference image but was none");
    }
    Neighbour[] nearest = new Neighbour[queries.length];
    for (int q = 0; q < queries.length; q++) {
      int best = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int r = 0; r < references.length; r++) {
        double squares = squaredDistance(queries[q], references[r], least);
        if (squares < least) {
          least = squares;
          best = r;
        }
      }
      nearest[q] = new Neighbour(best, Math.sqrt(least));
    }
    return nearest;
  }

  /** Written out, since a copy's distance has to be exactly 0; stops beyond {@code bound}. */
  private static double squaredDistance(float[] x, float[] y, double bound) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "expected rows of equal length but was " + x.length + " and " + y.length);
    }
    double sum = 0;
    for (int i = 0; i < x.length && sum <= bound; i++) {
      double difference = (double) x[i] - y[i];
      sum += difference * difference;
    }
    return sum;
  }
}
