package dev.clientele.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What a scenario's repeats gave.
 *
 * @param name the configuration's
 * @param kind the scenario, such as "step"
 * @param piece what was done again and again
 * @param rates units a second
 * @param seconds each repeat's, in their order
 * @param shareOfPeak the median rate's arithmetic over what the machine can do; NaN where it was
 *     not counted. Winograd's algorithm needs less arithmetic than is counted, so it may exceed 1.
 * @param otherShare as {@link Scenario#otherShare}
 */
public record Measurement(
    String name,
    String kind,
    Scenario.Piece piece,
    Spread rates,
    List<Double> seconds,
    double shareOfPeak,
    double otherShare) {

  /**
   * Measures, after {@code warmUp} seconds that do not count.
   *
   * @param peak the machine's floating-point operations a second with as many threads
   */
  static Measurement of(
      String name, String kind, Scenario scenario, double warmUp, int repeats, double peak) {
    for (double spent = 0; spent < warmUp; ) {
      spent += scenario.run().stream().mapToDouble(Double::doubleValue).sum();
    }
    List<Double> seconds = new ArrayList<>();
    while (seconds.size() < repeats) {
      seconds.addAll(scenario.run());
    }
    Scenario.Piece piece = scenario.piece();
    Spread rates = Spread.of(seconds.stream().map(s -> piece.units() / s).toList());
    double done = rates.median() * piece.operations();
    return new Measurement(
        name,
        kind,
        piece,
        rates,
        List.copyOf(seconds),
        piece.operations() == 0 ? Double.NaN : done / peak,
        scenario.otherShare());
  }
}
