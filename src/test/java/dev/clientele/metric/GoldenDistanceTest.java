package dev.clientele.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** KID and FID against NumPy: src/test/python/metric_golden.py. */
class GoldenDistanceTest {
  @TestFactory
  Stream<DynamicTest> matchesNumpy() throws IOException {
    return golden().valueStream().map(c -> DynamicTest.dynamicTest(name(c), () -> check(c)));
  }

  private static void check(JsonNode c) {
    float[][] x = rows(c.get("x"));
    float[][] y = rows(c.get("y"));
    double kid = c.get("kid").doubleValue();
    double fid = c.get("fid").doubleValue();
    assertEquals(kid, KernelInceptionDistance.of(x, y), 1e-9 * Math.abs(kid));
    assertEquals(fid, FrechetDistance.of(x, y), 1e-6 * fid);
  }

  private static JsonNode golden() throws IOException {
    try (InputStream in = GoldenDistanceTest.class.getResourceAsStream("/golden/metric.json")) {
      return new ObjectMapper().readTree(in).get("cases");
    }
  }

  private static String name(JsonNode c) {
    return c.get("name").textValue();
  }

  private static float[][] rows(JsonNode rows) {
    float[][] result = new float[rows.size()][rows.get(0).size()];
    for (int i = 0; i < result.length; i++) {
      for (int j = 0; j < result[i].length; j++) {
        result[i][j] = rows.get(i).get(j).floatValue();
      }
    }
    return result;
  }
}
