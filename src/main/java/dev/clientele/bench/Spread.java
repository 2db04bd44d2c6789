package dev.clientele.bench;

import java.util.Arrays;

/** The lowest, the median and the highest of some measurements. */
public record Spread(double lowest, double median, double highest) {
  /** Of at least one value, in any order. */
  public static Spread of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return new Spread(sorted[0], (sorted[(n - 1) / 2] + sorted[n / 2]) / 2, sorted[n - 1]);
  }
}
