package dev.clientele.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clientele.GoldenJson;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** KID and FID against NumPy: metric_golden.py and measure_golden.py in src/test/python. */
class GoldenDistanceTest {
  @TestFactory
  Stream<DynamicTest> matchesNumpy() {
    return GoldenJson.read("metric.json")
        .get("cases")
        .valueStream()
        .map(c -> DynamicTest.dynamicTest(c.get("name").textValue(), () -> check(c)));
  }

  private static void check(JsonNode c) {
    float[][] x = GoldenJson.rows(c.get("x"));
    float[][] y = GoldenJson.rows(c.get("y"));
    double kid = c.get("kid").doubleValue();
    double fid = c.get("fid").doubleValue();
    assertEquals(kid, KernelInceptionDistance.of(x, y), 1e-9 * Math.abs(kid));
    assertEquals(fid, FrechetDistance.of(x, y), 1e-6 * fid);
  }

  @Test
  void matchesNumpyAtTheSizeOfTheClassifiersFeatures() {
    JsonNode c = GoldenJson.read("measure.json").get("distances");
    int d = c.get("d").intValue();
    float[][] x = generated(c.get("m").intValue(), d, 1, 1, 0);
    float[][] y = generated(c.get("n").intValue(), d, 2, 1.25f, 0.25f);
    double kid = c.get("kid").doubleValue();
    double fid = c.get("fid").doubleValue();
    assertEquals(kid, KernelInceptionDistance.of(x, y), 1e-6 * kid);
    assertEquals(fid, FrechetDistance.of(x, y), 1e-6 * fid);
  }

  /** As measure_golden.py makes them. */
  private static float[][] generated(int rows, int columns, long seed, float scale, float shift) {
    float[][] result = new float[rows][columns];
    long state = seed;
    for (float[] row : result) {
      for (int j = 0; j < columns; j++) {
        state = (state * 1664525 + 1013904223) % (1L << 32);
        row[j] = scale * (float) (state / (double) (1L << 31) - 1) + shift;
      }
    }
    return result;
  }
}
