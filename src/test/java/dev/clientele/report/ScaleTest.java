package dev.clientele.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {
  private static List<Double> ticks(double low, double high) {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> Scale.linear(low, high, 0, 100, 5).ticks(5));
  }

  @Test
  void ticksAreRoundNumbersThatCoverTheRange() {
    assertEquals(List.of(0.0, 0.5, 1.0, 1.5, 2.0), ticks(0.1, 1.9));
    assertEquals(List.of(-1.5, -1.0, -0.5, 0.0, 0.5), ticks(-1.5, 0.5));
  }

  @Test
  void oneNumberHasRoomAroundIt() {
    List<Double> ticks = ticks(0.37, 0.37);
    assertTrue(ticks.getFirst() < 0.37 && ticks.getLast() > 0.37, ticks::toString);
  }

  /** Two means of the same numbers in another order; there is no step between them. */
  @Test
  void neighbouringNumbersAreOneNumber() {
    for (double low : new double[] {0.36979166666666663, -0.36979166666666663, 1e300, 1e-300}) {
      List<Double> ticks = ticks(low, Math.nextUp(low));
      assertTrue(ticks.getFirst() < low && ticks.getLast() > low, ticks::toString);
      assertTrue(ticks.size() < 20, ticks::toString);
    }
  }
}
