package dev.clientele.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clientele.GoldenJson;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class AreaUnderCurveTest {
  @Test
  void handComputed() {
    // Of the six pairs, (1,2) (1,4) (3,4) are in order, (2,2) is a tie, (3,2) is not; 2 < 4.
    AreaUnderCurve area = AreaUnderCurve.of(new double[] {1, 2, 3}, new double[] {2, 4});
    assertEquals(4.5 / 6, area.value(), 1e-15);
    // Members' shares 1, 3/4, 1/2 vary by 1/16; the others' 1/2, 1 by 1/8.
    assertEquals(Math.sqrt(1.0 / 16 / 3 + 1.0 / 8 / 2), area.standardError(), 1e-15);
    assertEquals(area.value() - 1.959964 * area.standardError(), area.interval95().low(), 1e-6);
    assertEquals(1, area.interval95().high());
  }

  @Test
  void matchesNumpysPairs() {
    JsonNode c = GoldenJson.read("measure.json").get("area");
    AreaUnderCurve area =
        AreaUnderCurve.of(
            GoldenJson.numbers(c.get("members")), GoldenJson.numbers(c.get("others")));
    assertEquals(c.get("value").doubleValue(), area.value(), 1e-12);
    assertEquals(c.get("standardError").doubleValue(), area.standardError(), 1e-12);
  }

  /** Independent errors add as squares. */
  @Test
  void theMeanOfTwoIsSurer() {
    AreaUnderCurve one = AreaUnderCurve.of(new double[] {1, 2, 3}, new double[] {2, 4});
    AreaUnderCurve other = AreaUnderCurve.of(new double[] {3, 5, 1}, new double[] {2, 4});
    AreaUnderCurve mean = AreaUnderCurve.mean(List.of(one, other));
    assertEquals((one.value() + other.value()) / 2, mean.value(), 1e-15);
    double error = Math.hypot(one.standardError(), other.standardError()) / 2;
    assertEquals(error, mean.standardError(), 1e-15);
    assertEquals(mean.value() - 1.959964 * error, mean.interval95().low(), 1e-6);
  }

  @Test
  void extremes() {
    double[] low = {1, 2};
    double[] high = {3, 4};
    assertEquals(1, AreaUnderCurve.of(low, high).value());
    assertEquals(0, AreaUnderCurve.of(high, low).value());
    assertEquals(0.5, AreaUnderCurve.of(low, low).value());
    assertThrows(IllegalArgumentException.class, () -> AreaUnderCurve.of(low, new double[] {1}));
  }

  /** Where nothing leaks, 95 of 100 intervals hold one half. */
  @Test
  void theIntervalHoldsTheTruth() {
    int held = 0;
    for (int i = 0; i < 400; i++) {
      RandomStream random = RandomKey.of(8).child(i).stream();
      double[] members = random.doubles(40).toArray();
      double[] others = random.doubles(30).toArray();
      Statistics.Interval interval = AreaUnderCurve.of(members, others).interval95();
      held += interval.low() <= 0.5 && 0.5 <= interval.high() ? 1 : 0;
    }
    assertTrue(held > 365 && held < 396, "was " + held);
  }
}
