package dev.clientele.comparison;

import dev.clientele.metric.Statistics;
import java.util.List;

/**
 * A figure over seeds.
 *
 * @param mean NaN where no run has the figure
 * @param deviation the standard deviation as a sample; NaN for fewer than two runs
 * @param count the runs that have the figure
 */
public record Estimate(double mean, double deviation, int count) {
  /** Of the finite ones among {@code values}. */
  public static Estimate of(List<Double> values) {
    double[] finite = values.stream().mapToDouble(v -> v).filter(Double::isFinite).toArray();
    return new Estimate(
        finite.length == 0 ? Double.NaN : Statistics.mean(finite),
        finite.length < 2 ? Double.NaN : Statistics.standardDeviation(finite),
        finite.length);
  }

  /** The mean less the deviation; the mean alone for one run. */
  public double low() {
    return Double.isFinite(deviation) ? mean - deviation : mean;
  }

  /** The mean and the deviation; the mean alone for one run. */
  public double high() {
    return Double.isFinite(deviation) ? mean + deviation : mean;
  }
}
