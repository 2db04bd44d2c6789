package dev.clientele.theory;

import dev.clientele.tensor.HostArrays;
import dev.clientele.tensor.RandomStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Points of standard normal law in d dimensions, seen along one direction. */
final class Projection {
  /** Numbers drawn at once: what a processor's cache holds. */
  private static final int BLOCK = 1 << 17;

  private Projection() {}

  /** A vector of the given length in a uniformly random direction of d dimensions. */
  static double[] direction(int d, double length, RandomStream random) {
    double[] v = new double[d];
    double square = 0;
    for (int i = 0; i < d; i++) {
      v[i] = random.nextGaussian();
      square += v[i] * v[i];
    }
    for (int i = 0; i < d; i++) {
      v[i] *= length / Math.sqrt(square);
    }
    return v;
  }

  /** Draws n points, d numbers each, and returns their n inner products with {@code along}. */
  static double[] ofNormal(int n, double[] along, RandomStream random) {
    int d = along.length;
    int rows = Math.max(1, Math.min(n, BLOCK / d));
    double[] result = new double[n];
    try (INDArray direction = HostArrays.matrix(along, d, 1)) {
      for (int from = 0; from < n; from += rows) {
        int count = Math.min(rows, n - from);
        double[] points = new double[count * d];
        for (int i = 0; i < points.length; i++) {
          points[i] = random.nextGaussian();
        }
        try (INDArray block = HostArrays.matrix(points, count, d);
            INDArray product = block.mmul(direction)) {
          System.arraycopy(HostArrays.toDoubles(product), 0, result, from, count);
        }
      }
    }
    return result;
  }
}
