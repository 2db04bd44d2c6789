package dev.clientele.kernel.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LanesTest {
  @Test
  void sigmoidIsTheLogisticFunction() {
    for (double x = -30; x <= 30; x += 0.00371) {
      assertEquals(1 / (1 + Math.exp(-(float) x)), Lanes.sigmoid((float) x), 3e-7, "at " + x);
    }
    assertEquals(0.5f, Lanes.sigmoid(0f));
    assertTrue(Float.isNaN(Lanes.sigmoid(Float.NaN)));
  }

  @Test
  void sumAddsEveryLane() {
    try (NativeMemory memory = new NativeMemory(1)) {
      long at = memory.of(1, 2, 4, 8, 16, 32, 64, 128).address();
      assertEquals(255, Lanes.sum(Lanes.load(at)));
    }
  }
}
