package dev.clientele.theory;

import java.util.Arrays;

/**
 * What the distances between sampled points say about their unknown density (Kozachenko and
 * Leonenko 1987).
 */
final class NearestNeighbours {
  private static final double EULER = 0.5772156649015329;
  private static final int NEIGHBOUR = 4;

  private NearestNeighbours() {}

  /**
   * An estimate of {@code KL(p || q)} in nats from points of an unknown p. Its bias falls with the
   * number of points and grows with their dimension: compare it with its value on points of q.
   *
   * @param points more than 4, no two of them equal
   */
  static double divergence(double[][] points, GaussianMixture q) {
    double sum = 0;
    for (double[] x : points) {
      sum += q.logDensity(x);
    }
    return -entropy(points) - sum / points.length;
  }

  private static double entropy(double[][] points) {
    int n = points.length;
    int d = points[0].length;
    double[] nearest = new double[NEIGHBOUR + 1]; // ascending; the first is the point itself
    double sum = 0;
    for (double[] from : points) {
      Arrays.fill(nearest, Double.POSITIVE_INFINITY);
      for (double[] to : points) {
        insert(square(from, to), nearest);
      }
      sum += StrictMath.log(nearest[NEIGHBOUR]) / 2;
    }
    return digamma(n) - digamma(NEIGHBOUR) + logUnitBall(d) + d * sum / n;
  }

  private static void insert(double value, double[] ascending) {
    int at = ascending.length - 1;
    if (value >= ascending[at]) {
      return;
    }
    for (; at > 0 && ascending[at - 1] > value; at--) {
      ascending[at] = ascending[at - 1];
    }
    ascending[at] = value;
  }

  private static double square(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }

  /** At a positive integer. */
  private static double digamma(int n) {
    double sum = -EULER;
    for (int i = 1; i < n; i++) {
      sum += 1.0 / i;
    }
    return sum;
  }

  /** The logarithm of the volume of the ball of radius 1: {@code V_d = V_(d-2) 2 pi / d}. */
  static double logUnitBall(int d) {
    double log = d % 2 == 0 ? 0 : StrictMath.log(2);
    for (int i = d % 2 + 2; i <= d; i += 2) {
      log += StrictMath.log(2 * StrictMath.PI / i);
    }
    return log;
  }
}
