package dev.clientele.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clientele.GoldenJson;
import dev.clientele.tensor.RandomKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LinearProbeTest {
  private static final RandomKey KEY = RandomKey.of(10);

  @Test
  void matchesNumpysNormalEquations() {
    JsonNode c = GoldenJson.read("measure.json").get("probe");
    float[][] x = GoldenJson.rows(c.get("x"));
    float[][] y = GoldenJson.rows(c.get("y"));
    int fitted = c.get("fitted").intValue();
    LinearProbe probe =
        LinearProbe.fit(
            Arrays.copyOf(x, fitted), Arrays.copyOf(y, fitted), c.get("ridge").doubleValue());
    float[][] heldX = Arrays.copyOfRange(x, fitted, x.length);
    float[][] heldY = Arrays.copyOfRange(y, fitted, y.length);
    double[][] predicted = probe.predict(heldX);
    for (int i = 0; i < predicted.length; i++) {
      assertArrayEquals(GoldenJson.numbers(c.get("predicted").get(i)), predicted[i], 1e-5);
    }
    assertArrayEquals(
        GoldenJson.numbers(c.get("determination")), probe.determination(heldX, heldY), 1e-5);
  }

  /** More numbers than rows, as client embeddings have: the ridge keeps it well posed. */
  @Test
  void findsWhatIsLinearlyThere() {
    float[][] x = Gaussians.rows(60, 80, 0, KEY);
    int[] labels = new int[60];
    float[][] noise = Gaussians.rows(60, 1, 0, KEY.child("noise"));
    for (int i = 0; i < 60; i++) {
      labels[i] = i % 3;
      x[i][labels[i]] += 6;
    }
    float[][] held = Arrays.copyOfRange(x, 40, 60);
    int[] heldLabels = Arrays.copyOfRange(labels, 40, 60);
    LinearProbe probe =
        LinearProbe.classifier(Arrays.copyOf(x, 40), Arrays.copyOf(labels, 40), 3, 1);
    assertTrue(probe.accuracy(held, heldLabels) > 0.8, "was " + probe.accuracy(held, heldLabels));
    LinearProbe nothing = LinearProbe.fit(Arrays.copyOf(x, 40), Arrays.copyOf(noise, 40), 1);
    double[] r2 = nothing.determination(held, Arrays.copyOfRange(noise, 40, 60));
    assertTrue(r2[0] < 0.3, "was " + r2[0]);
  }

  @Test
  void aConstantQuantityHasNoDetermination() {
    float[][] x = Gaussians.rows(9, 2, 0, KEY);
    LinearProbe probe = LinearProbe.fit(x, Gaussians.rows(9, 1, 0, KEY.child(1)), 1);
    assertEquals(Double.NaN, probe.determination(x, new float[9][1])[0]);
  }

  @Test
  void refusesWhatDoesNotFit() {
    float[][] x = Gaussians.rows(9, 2, 0, KEY);
    float[][] y = Gaussians.rows(8, 1, 0, KEY);
    assertThrows(IllegalArgumentException.class, () -> LinearProbe.fit(x, y, 1));
    assertThrows(IllegalArgumentException.class, () -> LinearProbe.fit(x, x, 0));
  }
}
