package dev.clientele.metric;

import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;

/** Features to test with. */
final class Gaussians {
  private Gaussians() {}

  /** {@code n} rows of {@code d} independent normal numbers of the given mean. */
  static float[][] rows(int n, int d, double mean, RandomKey key) {
    RandomStream random = key.stream();
    float[][] rows = new float[n][d];
    for (float[] row : rows) {
      for (int j = 0; j < d; j++) {
        row[j] = (float) (mean + random.nextGaussian());
      }
    }
    return rows;
  }
}
