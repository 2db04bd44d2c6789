package dev.clientele.bench;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * A measurement's images a second.
 *
 * @param lowest of all repeats
 * @param median of all repeats
 * @param highest of all repeats
 */
public record StepFigures(double lowest, double median, double highest) {
  /**
   * Measures, after {@code warmUp} seconds that do not count.
   *
   * @param seconds how long so many steps take, found out by doing them
   * @param images images a step
   */
  public static StepFigures measure(
      IntToDoubleFunction seconds, int images, int steps, int repeats, double warmUp) {
    for (double spent = 0; spent < warmUp; ) {
      spent += seconds.applyAsDouble(steps);
    }
    double[] rates = new double[repeats];
    for (int i = 0; i < repeats; i++) {
      rates[i] = images * steps / seconds.applyAsDouble(steps);
    }
    Arrays.sort(rates);
    double median = (rates[(repeats - 1) / 2] + rates[repeats / 2]) / 2;
    return new StepFigures(rates[0], median, rates[repeats - 1]);
  }
}
