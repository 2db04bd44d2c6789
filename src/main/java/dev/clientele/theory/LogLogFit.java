package dev.clientele.theory;

import java.util.List;

/**
 * A power law {@code y = c x^slope} through estimates, by least squares on logarithms.
 *
 * @param slope with the standard error that follows from the estimates' own
 */
public record LogLogFit(Estimate slope) {
  /**
   * Through at least two points of positive x and y.
   *
   * @param y each from as many draws as the others: their relative errors are then equal but for
   *     chance, and are pooled
   */
  static LogLogFit through(double[] x, List<Estimate> y) {
    double sumX = 0;
    double relative = 0;
    for (int i = 0; i < x.length; i++) {
      sumX += StrictMath.log(x[i]);
      double share = y.get(i).error() / y.get(i).value();
      relative += share * share;
    }
    double squares = 0;
    double products = 0;
    for (int i = 0; i < x.length; i++) {
      double away = StrictMath.log(x[i]) - sumX / x.length;
      squares += away * away;
      products += away * StrictMath.log(y.get(i).value());
    }
    return new LogLogFit(
        new Estimate(products / squares, Math.sqrt(relative / x.length / squares)));
  }

  /** Whether a slope lies within the 95 % confidence interval. */
  public boolean allows(double candidate) {
    return Math.abs(slope.value() - candidate) <= slope.margin();
  }
}
