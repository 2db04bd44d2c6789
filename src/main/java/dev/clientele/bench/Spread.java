package dev.clientele.bench;

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
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int n = sorted.length;
    return new Spread(sorted[0], (sorted[(n - 1) / 2] + sorted[n / 2]) / 2, sorted[n - 1]);
  }
}
