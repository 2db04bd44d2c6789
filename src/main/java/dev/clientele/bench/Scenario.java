package dev.clientele.bench;

import java.util.List;

/**
 * Work that is measured in equal pieces. It belongs to the thread that made it, which runs and
 * closes it.
 */
public interface Scenario extends AutoCloseable {
  /** What the pieces consist of. */
  Piece piece();

  /** Does one or more pieces and says how many seconds each took. */
  List<Double> run();

  /**
   * The share of a worker's time that went to something other than the clients' work, such as
   * messages and aggregation, over all pieces so far; NaN where there is nothing else.
   */
  default double otherShare() {
    return Double.NaN;
  }

  @Override
  void close();

  /**
   * A piece of a scenario's work.
   *
   * @param unit what is counted, in the plural, such as "images"
   * @param units how many of them a piece has
   * @param operations floating-point operations of one unit, as the textbook counts them (a
   *     convolution direct, a multiplication and an addition two); 0 where nobody counted
   * @param workers how many threads share the work
   * @param parameters numbers of the network
   */
  record Piece(String unit, double units, double operations, int workers, int parameters) {}
}
