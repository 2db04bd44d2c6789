package dev.clientele.bench;

import java.util.Arrays;
import java.util.List;

/**
 * Numbers that should all be the same, in brief.
 *
 * @param lowest of all
 * @param median of all
 * @param highest of all
 */
public record Spread(double lowest, double median, double highest) {
  /** Of at least one number. */
  static Spread of(List<Double> values) {
    return of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Of at least one number, in any order. */
  public static Spread of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return new Spread(sorted[0], (sorted[(n - 1) / 2] + sorted[n / 2]) / 2, sorted[n - 1]);
  }
}
