package dev.clientele.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PackedTest {
  @Test
  void everyBitOfADoubleSurvives() {
    double[] sum = new double[1000];
    RandomStream random = RandomKey.of(3).stream();
    for (int i = 0; i < sum.length; i++) {
      sum[i] = Double.longBitsToDouble(random.nextLong());
    }
    // Halves that are NaN with their first bit unset, which arithmetic would change.
    sum[0] = Double.longBitsToDouble(0x7f80_0001_ff80_0001L);
    sum[1] = -0.0;
    assertEquals(2 * sum.length, Packed.of(sum).size());
    assertArrayEquals(bits(sum), bits(Packed.sum(Packed.of(sum))));
  }

  private static long[] bits(double[] values) {
    return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
  }
}
