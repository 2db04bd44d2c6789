package dev.clientele.metric;

import java.util.Arrays;

/**
 * Summaries of a handful of numbers, such as one loss a client. Sums run in the given order; the
 * functions leave their arguments alone and are safe to call from many threads.
 */
public final class Statistics {
  /** Two-sided 95 % quantiles of Student's t for 1 to 10 degrees of freedom. */
  private static final double[] STUDENT_95 = {
    12.706205, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157,
    2.228139
  };

  /** From {@code low} to {@code high}. */
  public record Interval(double low, double high) {}

  private Statistics() {}

  /** The arithmetic mean of at least one number. */
  public static double mean(double[] values) {
    require(values, 1);
    double sum = 0;
    for (double v : values) {
      sum += v;
    }
    return sum / values.length;
  }

  /** The standard deviation of at least two numbers as a sample: divided by their count less 1. */
  public static double standardDeviation(double[] values) {
    require(values, 2);
    double mean = mean(values);
    double sum = 0;
    for (double v : values) {
      sum += (v - mean) * (v - mean);
    }
    return Math.sqrt(sum / (values.length - 1));
  }

  /**
   * The quantile of {@code share}, 0 to 1, of at least one number, linear between the sorted
   * numbers (type 7 of Hyndman and Fan 1996, the default of R and NumPy).
   */
  public static double quantile(double[] values, double share) {
    require(values, 1);
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("expected a share of 0 to 1 but was " + share);
    }
    double[] sorted = sorted(values);
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /** The mean of the highest tenth, at least one: the worst clients where small is good. */
  public static double highestDecile(double[] values) {
    require(values, 1);
    double[] sorted = sorted(values);
    return mean(Arrays.copyOfRange(sorted, sorted.length - decile(sorted), sorted.length));
  }

  /** The mean of the lowest tenth, at least one: the worst clients where large is good. */
  public static double lowestDecile(double[] values) {
    require(values, 1);
    double[] sorted = sorted(values);
    return mean(Arrays.copyOf(sorted, decile(sorted)));
  }

  /** The 95 % confidence interval of the mean of at least two numbers, by Student's t. */
  public static Interval confidence95(double[] values) {
    double mean = mean(values);
    double error = standardDeviation(values) / Math.sqrt(values.length);
    double reach = student95(values.length - 1) * error;
    return new Interval(mean - reach, mean + reach);
  }

  /** Beyond the table: the expansion in 1/n around the normal quantile, within 1e-5. */
  private static double student95(int n) {
    if (n <= STUDENT_95.length) {
      return STUDENT_95[n - 1];
    }
    double z = 1.959963984540054;
    double z3 = z * z * z;
    double z5 = z3 * z * z;
    double z7 = z5 * z * z;
    double z9 = z7 * z * z;
    double m = n;
    return z
        + (z3 + z) / (4 * m)
        + (5 * z5 + 16 * z3 + 3 * z) / (96 * m * m)
        + (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * m * m * m)
        + (79 * z9 + 776 * z7 + 1482 * z5 - 1920 * z3 - 945 * z) / (92160 * m * m * m * m);
  }

  private static int decile(double[] values) {
    return (values.length + 9) / 10;
  }

  private static double[] sorted(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private static void require(double[] values, int count) {
    if (values.length < count) {
      throw new IllegalArgumentException(
          "expected at least " + count + " numbers but was " + values.length);
    }
  }
}
