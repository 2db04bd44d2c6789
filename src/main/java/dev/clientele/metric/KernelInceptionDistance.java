package dev.clientele.metric;

import dev.clientele.tensor.HostArrays;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Kernel inception distance (Binkowski et al. 2018): the unbiased estimate of the squared maximum
 * mean discrepancy with {@code k(x, y) = (x.y/d + 1)^3} between two sets of features, one row of
 * {@code d} numbers an image. It is 0 on average for sets of one distribution, so it may be
 * negative. Double precision, sums in a fixed order; pure, and safe to call from many threads.
 */
public final class KernelInceptionDistance {
  /** Rows of a Gram matrix that are in memory at once. */
  private static final int BLOCK = 512;

  /**
   * Estimates over random subsets.
   *
   * @param mean the mean of the estimates
   * @param standardDeviation their standard deviation; 0 for one subset
   * @param subsetSize images of each set in a subset: what was asked for, or fewer where there were
   *     fewer
   * @param subsets how many subsets
   */
  public record Result(double mean, double standardDeviation, int subsetSize, int subsets) {}

  private KernelInceptionDistance() {}

  /** The estimate from all of {@code x} and {@code y}: at least two rows each, equally long. */
  public static double of(float[][] x, float[][] y) {
    int d = Features.requireComparable(x, y);
    double m = x.length;
    double n = y.length;
    try (INDArray allX = HostArrays.matrix(x);
        INDArray allY = HostArrays.matrix(y)) {
      double xx = kernelSum(x, allX, d, true) / (m * (m - 1));
      double yy = kernelSum(y, allY, d, true) / (n * (n - 1));
      double xy = kernelSum(x, allY, d, false) / (m * n);
      return xx + yy - 2 * xy;
    }
  }

  /**
   * The mean over {@code subsets} subsets of {@code size} images of either set, drawn without
   * replacement.
   */
  public static Result overSubsets(float[][] x, float[][] y, int subsets, int size, RandomKey key) {
    Features.requireComparable(x, y);
    if (subsets < 1 || size < 2) {
      throw new IllegalArgumentException(
          "expected at least 1 subset of at least 2 images but was " + subsets + " of " + size);
    }
    int used = Math.min(size, Math.min(x.length, y.length));
    double[] estimates = new double[subsets];
    for (int s = 0; s < subsets; s++) {
      RandomStream random = key.child(s).stream();
      float[][] someX = rows(x, random.sample(x.length, used));
      float[][] someY = rows(y, random.sample(y.length, used));
      estimates[s] = of(someX, someY);
    }
    double spread = subsets == 1 ? 0 : Statistics.standardDeviation(estimates);
    return new Result(Statistics.mean(estimates), spread, used, subsets);
  }

  /** The sum of k over all pairs; without those of a row with itself where {@code same}. */
  private static double kernelSum(float[][] x, INDArray y, int d, boolean same) {
    double sum = 0;
    int n = y.rows();
    for (int from = 0; from < x.length; from += BLOCK) {
      int to = Math.min(x.length, from + BLOCK);
      double[] products;
      try (INDArray block = HostArrays.matrix(Arrays.copyOfRange(x, from, to));
          INDArray gram = block.mmul(y.transpose())) {
        products = HostArrays.toDoubles(gram);
      }
      for (int i = 0; i < to - from; i++) {
        sum += rowSum(products, i * n, n, d, same ? from + i : -1);
      }
    }
    return sum;
  }

  private static double rowSum(double[] products, int at, int n, int d, int skip) {
    double sum = 0;
    for (int j = 0; j < n; j++) {
      double k = products[at + j] / d + 1;
      sum += j == skip ? 0 : k * k * k;
    }
    return sum;
  }

  private static float[][] rows(float[][] all, int[] which) {
    float[][] result = new float[which.length][];
    for (int i = 0; i < which.length; i++) {
      result[i] = all[which[i]];
    }
    return result;
  }
}
