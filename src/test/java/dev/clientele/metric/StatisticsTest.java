package dev.clientele.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  private static final double[] VALUES = {4, 1, 3, 2};

  @Test
  void meanAndDeviation() {
    assertEquals(2.5, Statistics.mean(VALUES));
    assertEquals(Math.sqrt(5.0 / 3), Statistics.standardDeviation(VALUES), 1e-15);
    assertThrows(IllegalArgumentException.class, () -> Statistics.mean(new double[0]));
    assertThrows(IllegalArgumentException.class, () -> Statistics.standardDeviation(new double[1]));
  }

  @Test
  void quantilesAreNumpys() {
    assertEquals(1, Statistics.quantile(VALUES, 0));
    assertEquals(1.75, Statistics.quantile(VALUES, 0.25), 1e-15);
    assertEquals(2.5, Statistics.quantile(VALUES, 0.5), 1e-15);
    assertEquals(3.7, Statistics.quantile(VALUES, 0.9), 1e-15);
    assertEquals(4, Statistics.quantile(VALUES, 1));
    assertEquals(7, Statistics.quantile(new double[] {7}, 0.3));
    assertThrows(IllegalArgumentException.class, () -> Statistics.quantile(VALUES, 1.1));
    assertArrayEquals(new double[] {4, 1, 3, 2}, VALUES, "the argument stays as it was");
  }

  @Test
  void decilesAreTenthsRoundedUp() {
    double[] twentyFive = IntStream.range(0, 25).mapToDouble(i -> 24 - i).toArray();
    assertEquals(23, Statistics.highestDecile(twentyFive));
    assertEquals(1, Statistics.lowestDecile(twentyFive));
    assertEquals(4, Statistics.highestDecile(VALUES));
    assertEquals(1, Statistics.lowestDecile(VALUES));
  }

  @Test
  void confidenceIntervalsUseStudentsQuantiles() {
    assertReach(3.182446, 4);
    // From tables: 11, 20 and 99 degrees of freedom.
    assertReach(2.200985, 12);
    assertReach(2.085963, 21);
    assertReach(1.984217, 100);
  }

  private static void assertReach(double student, int count) {
    double[] values = IntStream.range(0, count).mapToDouble(i -> i * i).toArray();
    Statistics.Interval interval = Statistics.confidence95(values);
    double error = Statistics.standardDeviation(values) / Math.sqrt(count);
    assertEquals(student, (interval.high() - interval.low()) / 2 / error, 1e-5);
    assertEquals(Statistics.mean(values), (interval.high() + interval.low()) / 2, 1e-9);
  }
}
