package dev.clientele.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clientele.GoldenJson;
import org.junit.jupiter.api.Test;

class NormalTailTest {
  @Test
  void matchesNumpysQuadrature() {
    for (JsonNode c : GoldenJson.read("measure.json").get("tails")) {
      double low = c.get("low").asDouble(Double.NEGATIVE_INFINITY);
      double high = c.get("high").asDouble(Double.POSITIVE_INFINITY);
      double expected = c.get("logMass").doubleValue();
      assertEquals(
          expected, NormalTail.logMass(low, high), 1e-7 * Math.abs(expected), c.toString());
      assertEquals(expected, NormalTail.logMass(-high, -low), 1e-7 * Math.abs(expected));
    }
  }

  @Test
  void everythingIsCertain() {
    double all = NormalTail.logMass(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    assertEquals(0, all, 1e-300);
    assertEquals(StrictMath.log(0.5), NormalTail.logMass(0, Double.POSITIVE_INFINITY), 1e-15);
    assertThrows(IllegalArgumentException.class, () -> NormalTail.logMass(1, 1));
  }

  /** Where the two ways of computing a tail meet. */
  @Test
  void theTailIsContinuous() {
    double before = NormalTail.logMass(3 - 1e-9, Double.POSITIVE_INFINITY);
    assertEquals(before, NormalTail.logMass(3, Double.POSITIVE_INFINITY), 1e-8);
  }
}
