package dev.clientele.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clientele.GoldenJson;
import dev.clientele.tensor.RandomKey;
import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {
  @Test
  void matchesNumpysSingularVectors() {
    JsonNode c = GoldenJson.read("measure.json").get("components");
    PrincipalComponents two = PrincipalComponents.of(GoldenJson.rows(c.get("x")), 2);
    double[][] places = two.project(GoldenJson.rows(c.get("other")));
    for (int i = 0; i < places.length; i++) {
      assertArrayEquals(GoldenJson.numbers(c.get("places").get(i)), places[i], 1e-5);
    }
    assertEquals(c.get("explained").get(0).doubleValue(), two.explained(0), 1e-6);
    assertEquals(c.get("explained").get(1).doubleValue(), two.explained(1), 1e-6);
  }

  /** The order of the rows, and so the rounding, does not turn a picture around. */
  @Test
  void signsAreFixed() {
    float[][] x = Gaussians.rows(30, 7, 0, RandomKey.of(3));
    float[][] reversed = new float[30][];
    for (int i = 0; i < 30; i++) {
      reversed[i] = x[29 - i];
    }
    double[][] places = PrincipalComponents.of(x, 7).project(x);
    double[][] again = PrincipalComponents.of(reversed, 7).project(x);
    for (int i = 0; i < 30; i++) {
      assertArrayEquals(places[i], again[i], 1e-9);
    }
  }

  @Test
  void refusesMoreComponentsThanNumbers() {
    float[][] x = Gaussians.rows(30, 3, 0, RandomKey.of(3));
    assertThrows(IllegalArgumentException.class, () -> PrincipalComponents.of(x, 4));
    assertThrows(
        IllegalArgumentException.class,
        () -> PrincipalComponents.of(x, 2).project(new float[][] {{1, 2}}));
  }
}
