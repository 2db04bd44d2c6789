package dev.clientele.metric;

import java.util.Arrays;
import java.util.List;

/**
 * The area under the receiver operating characteristic of scores that are to tell members from
 * others: the probability that a random member scores lower than a random other (ties count half).
 * Low is what a loss is on images that a model was trained on, so 0.5 is no leak and 1 a complete
 * one.
 *
 * @param value the area
 * @param standardError DeLong's (DeLong, DeLong and Clarke-Pearson 1988); 0 for a complete
 *     separation, where it says nothing
 * @param interval95 the area and 1.96 standard errors either way, within 0..1
 */
public record AreaUnderCurve(double value, double standardError, Statistics.Interval interval95) {
  private static final double NORMAL_975 = 1.959963984540054;

  /** The area for the scores of at least two members and two others. */
  public static AreaUnderCurve of(double[] members, double[] others) {
    if (members.length < 2 || others.length < 2) {
      throw new IllegalArgumentException(
          "expected the scores of at least 2 members and 2 others but was "
              + members.length
              + " and "
              + others.length);
    }
    // Each member's share of others above it, and each other's share of members below it.
    double[] above = shares(members, others, 1);
    double[] below = shares(others, members, -1);
    double area = Statistics.mean(above);
    double spreadAbove = Statistics.standardDeviation(above);
    double spreadBelow = Statistics.standardDeviation(below);
    double error =
        Math.sqrt(
            spreadAbove * spreadAbove / members.length + spreadBelow * spreadBelow / others.length);
    return around(area, error);
  }

  /** The mean of areas that are independent of each other, such as different clients'. */
  public static AreaUnderCurve mean(List<AreaUnderCurve> areas) {
    double value = Statistics.mean(areas.stream().mapToDouble(AreaUnderCurve::value).toArray());
    double variances = areas.stream().mapToDouble(a -> a.standardError() * a.standardError()).sum();
    return around(value, Math.sqrt(variances) / areas.size());
  }

  private static AreaUnderCurve around(double area, double error) {
    double reach = NORMAL_975 * error;
    return new AreaUnderCurve(
        area, error, new Statistics.Interval(Math.max(0, area - reach), Math.min(1, area + reach)));
  }

  /** For each score the share of {@code against} that is on the side of {@code sign}. */
  private static double[] shares(double[] scores, double[] against, int sign) {
    double[] sorted = against.clone();
    Arrays.sort(sorted);
    double[] shares = new double[scores.length];
    for (int i = 0; i < scores.length; i++) {
      int below = countBelow(sorted, scores[i], false);
      int notAbove = countBelow(sorted, scores[i], true);
      int equal = notAbove - below;
      int beyond = sign > 0 ? sorted.length - notAbove : below;
      shares[i] = (beyond + 0.5 * equal) / sorted.length;
    }
    return shares;
  }

  /** How many of {@code sorted} are below {@code score}, or not above it. */
  private static int countBelow(double[] sorted, double score, boolean orEqual) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < score || (orEqual && sorted[middle] == score)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
