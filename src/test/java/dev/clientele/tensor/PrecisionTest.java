package dev.clientele.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;

class PrecisionTest {
  @Test
  void halfPrecisionRoundsToTheNearestEven() {
    assertEquals(1f, Precision.FP16.round(1 + 0x1p-11f)); // half way, down to even
    assertEquals(1 + 0x1p-9f, Precision.FP16.round(1 + 3 * 0x1p-11f)); // half way, up to even
    assertEquals(65504f, Precision.FP16.round(65519f));
    assertEquals(Float.POSITIVE_INFINITY, Precision.FP16.round(65520f));
    assertEquals(0x1p-24f, Precision.FP16.round(0x1p-24f)); // the smallest of all
    assertEquals(-0f, Precision.FP16.round(-0x1p-26f));
  }

  @Test
  void roundingTwiceIsRoundingOnce() {
    Layout layout = new Layout.Builder().add("a", List.of(3)).build();
    Weights weights = Weights.copyOf(layout, new float[] {0.1f, -3.3333f, 1e-6f});
    Weights once = Precision.FP16.round(weights);
    assertEquals(Precision.FP16.round(-3.3333f), once.at(1));
    assertEquals(once, Precision.FP16.round(once));
    assertSame(weights, Precision.FP32.round(weights));
  }

  @Test
  void bytes() {
    assertEquals(4, Precision.FP32.bytes());
    assertEquals(2, Precision.FP16.bytes());
  }
}
