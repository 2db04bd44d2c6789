package dev.clientele.kernel.cpu;

import static dev.clientele.kernel.cpu.NativeMemory.floats;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.kernel.Buffer;
import org.junit.jupiter.api.Test;

class WideTest {
  @Test
  void lanesOfTheSigmoidAreTheScalarSigmoid() {
    for (float x = -20; x <= 20; x += 0.0173f) {
      float scalar = Lanes.sigmoid(x);
      assertEquals(scalar, Wide.sigmoid(Wide.broadcast(x)).lane(3), "at " + x);
    }
    assertTrue(Float.isNaN(Wide.sigmoid(Wide.broadcast(Float.NaN)).lane(7)));
  }

  @Test
  void masksKeepTheOtherLanes() {
    try (NativeMemory memory = new NativeMemory(1)) {
      Buffer from = memory.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
      Buffer to = memory.allocate(16);
      Wide.store(Wide.load(from.address(), Wide.first(3)), to.address());
      assertEquals(3, floats(to)[2]);
      assertEquals(0, floats(to)[3]);
      Wide.store(Wide.load(from.address() + 4), to.address(), Wide.first(2));
      assertArrayEquals(new float[] {2, 3, 3, 0}, java.util.Arrays.copyOf(floats(to), 4));
    }
  }

  @Test
  void noVectorIsWiderThanTheWidest() {
    assertTrue(Wide.COUNT <= Wide.MOST);
    assertEquals(Wide.COUNT * Float.BYTES, Wide.BYTES);
  }
}
