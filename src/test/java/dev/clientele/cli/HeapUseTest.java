package dev.clientele.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeapUseTest {
  private final Map<String, Object> line = new LinkedHashMap<>();

  private double value(String key) {
    return ((Number) line.get(key)).doubleValue();
  }

  @Test
  void whatIsAllocatedBetweenTwoQuestionsCounts() {
    HeapUse heap = new HeapUse();
    heap.putUse(line);
    long start = System.nanoTime();
    byte[][] kept = new byte[64][];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = new byte[1 << 20];
    }
    System.gc();
    heap.putUse(line);
    double seconds = (System.nanoTime() - start) / 1e9;
    assertTrue(value("allocatedMegabytesPerSecond") * seconds > 60 && kept[63] != null, "" + line);
    assertTrue(value("collectorShare") > 0 && value("collectorShare") <= 2, "" + line);
    heap.putUse(line);
    assertTrue(value("collectorShare") >= 0, "" + line);
  }
}
