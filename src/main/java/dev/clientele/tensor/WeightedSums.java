package dev.clientele.tensor;

import java.util.Arrays;
import java.util.List;

/**
 * Weighted sums of several weights in double precision, one after the other in their order. Weights
 * and sums are larger than the caches, so several are added at once.
 */
public final class WeightedSums {
  /** As many as are best added at once. */
  public static final int AT_ONCE = 8;

  /** Numbers of a sum that fit a level-1 cache. */
  private static final int STRETCH = 2048;

  private WeightedSums() {}

  /** {@code sum = (((sum + f[0] w[0]) + f[1] w[1]) + ...)}. */
  public static void add(List<Weights> weights, double[] factors, double[] sum) {
    for (int from = 0; from < sum.length; from += STRETCH) {
      int to = Math.min(sum.length, from + STRETCH);
      for (int k = 0; k < weights.size(); k++) {
        add(weights.get(k).values, factors[k], sum, 0, from, to);
      }
    }
  }

  /** {@code sum = sum + (((0 + f[0] w[0]) + f[1] w[1]) + ...)}. */
  public static void addSum(List<Weights> weights, double[] factors, double[] sum) {
    if (weights.size() == AT_ONCE) {
      addSumOfEight(weights, factors, sum);
      return;
    }
    double[] part = new double[STRETCH];
    for (int from = 0; from < sum.length; from += STRETCH) {
      int to = Math.min(sum.length, from + STRETCH);
      Arrays.fill(part, 0);
      for (int k = 0; k < weights.size(); k++) {
        add(weights.get(k).values, factors[k], part, from, from, to);
      }
      for (int i = from; i < to; i++) {
        sum[i] += part[i - from];
      }
    }
  }

  /**
   * Adds some numbers of weights.
   *
   * @param at where the sum begins in the weights
   */
  private static void add(float[] values, double factor, double[] sum, int at, int from, int to) {
    for (int i = from; i < to; i++) {
      sum[i - at] += factor * values[i];
    }
  }

  /** One loop over all: its sums stay in registers. */
  private static void addSumOfEight(List<Weights> weights, double[] factors, double[] sum) {
    float[] w0 = weights.get(0).values;
    float[] w1 = weights.get(1).values;
    float[] w2 = weights.get(2).values;
    float[] w3 = weights.get(3).values;
    float[] w4 = weights.get(4).values;
    float[] w5 = weights.get(5).values;
    float[] w6 = weights.get(6).values;
    float[] w7 = weights.get(7).values;
    double f0 = factors[0];
    double f1 = factors[1];
    double f2 = factors[2];
    double f3 = factors[3];
    double f4 = factors[4];
    double f5 = factors[5];
    double f6 = factors[6];
    double f7 = factors[7];
    for (int i = 0; i < sum.length; i++) {
      double s = 0;
      s += f0 * w0[i];
      s += f1 * w1[i];
      s += f2 * w2[i];
      s += f3 * w3[i];
      s += f4 * w4[i];
      s += f5 * w5[i];
      s += f6 * w6[i];
      s += f7 * w7[i];
      sum[i] += s;
    }
  }
}
