package dev.clientele.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clientele.GoldenJson;
import dev.clientele.Tries;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CompressionTest {
  private static Weights of(float... values) {
    return Weights.copyOf(new Layout.Builder().add("a", List.of(values.length)).build(), values);
  }

  private static float[] approximate(Compression compression, float... values) {
    return compression.approximate(of(values)).toArray();
  }

  @Test
  void topKKeepsTheLargestMagnitudes() {
    assertArrayEquals(new float[] {0, -5, 0, 3, 0}, approximate(new TopK(0.4), 1, -5, 2, 3, -0.5f));
    assertArrayEquals(
        new float[] {2, 0, 0}, approximate(new TopK(0.01), 2, 2, -2)); // first of equals
    assertArrayEquals(new float[] {1, 2, 3}, approximate(new TopK(1), 1, 2, 3));
    assertArrayEquals(new float[] {}, approximate(new TopK(0.5)));
    assertArrayEquals(new float[] {0, 0}, approximate(new TopK(0.5), 0, 0));
  }

  @Test
  void topKAgreesWithSorting() {
    Tries.check(
        100,
        random -> {
          float[] values = new float[Tries.between(random, 1, 400)];
          random.fillGaussian(values);
          for (int i = 0; i < values.length / 3; i++) { // ties
            values[random.nextInt(values.length)] = -values[0];
          }
          double share = Tries.between(random, 1, 100) / 100.0;
          float[] expected = new float[values.length];
          IntStream.range(0, values.length)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> -Math.abs(values[i])))
              .limit((long) Math.ceil(share * values.length))
              .forEach(i -> expected[i] = values[i]);
          assertArrayEquals(expected, approximate(new TopK(share), values));
        });
  }

  @Test
  void eightBitsAreScaledByBlocks() {
    // 1.27 and 127 divide into 127 levels of 0.01 and 1.
    assertArrayEquals(
        new float[] {1.27f, -0.5f, 0.01f, 127, -1, 0},
        approximate(new EightBits(3), 1.27f, -0.5f, 0.0099f, 127, -1.4f, 0.5f),
        1e-6f);
    assertArrayEquals(new float[] {0, 0, 5}, approximate(new EightBits(2), 0, 0, 5));
    assertArrayEquals(
        new float[] {Float.MIN_VALUE}, approximate(new EightBits(1), Float.MIN_VALUE));
  }

  @Test
  void eightBitsAreOffByHalfALevelAtMost() {
    Tries.check(
        50,
        random -> {
          float[] values = new float[Tries.between(random, 1, 500)];
          random.fillGaussian(values);
          float[] rounded = approximate(new EightBits(64), values);
          for (int i = 0; i < values.length; i++) {
            int from = i / 64 * 64;
            double largest = 0;
            for (int j = from; j < Math.min(from + 64, values.length); j++) {
              largest = Math.max(largest, Math.abs(values[j]));
            }
            assertEquals(values[i], rounded[i], largest / 254 * (1 + 1e-6));
          }
        });
  }

  /** Sorting and whole arrays in NumPy against counting and loops here: to the last bit. */
  @Test
  void roundsOfOneClientAreThoseOfAnIndependentImplementation() {
    JsonNode golden = GoldenJson.read("compression.json");
    List<Compression> compressions =
        List.of(new TopK(0.1), new TopK(0.6), new EightBits(golden.get("block").intValue()));
    for (int i = 0; i < compressions.size(); i++) {
      JsonNode expected = golden.get("cases").get(i);
      Weights remainder = of(new float[golden.get("size").intValue()]);
      assertEquals(
          expected.get("bytes").longValue(), compressions.get(i).bytes(remainder.layout()));
      for (JsonNode round : expected.get("rounds")) {
        Weights update = of(floats(round.get("update")));
        Compression.Compressed made = compressions.get(i).compress(update, remainder);
        assertArrayEquals(floats(round.get("sent")), made.sent().toArray(), expected.toString());
        remainder = made.remainder();
        assertArrayEquals(floats(round.get("remainder")), remainder.toArray());
      }
    }
  }

  private static float[] floats(JsonNode list) {
    double[] numbers = GoldenJson.numbers(list);
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }

  @Test
  void whatIsNotSentIsSentLater() {
    for (Compression compression :
        List.of(new TopK(0.1), new EightBits(16), new Rounding(Precision.FP16))) {
      Weights update = of(1, 0.5f, 0.25f, 0.125f, 0.1f, -0.07f, 0.03f, 0.01f, -0.6f, 0.9f);
      Weights remainder = Weights.zeros(update.layout());
      double[] received = new double[update.size()];
      int rounds = 400;
      for (int round = 0; round < rounds; round++) {
        Compression.Compressed step = compression.compress(update, remainder);
        step.sent().addTo(received, 1);
        remainder = step.remainder();
      }
      // What is held back stays bounded, so the mean of what arrives tends to the update.
      for (int i = 0; i < received.length; i++) {
        assertEquals(update.at(i), received[i] / rounds, 0.02, compression + " at " + i);
      }
      assertTrue(remainder.norm() < 30 * update.norm(), compression.toString());
    }
  }

  @Test
  void bytes() {
    Layout layout = of(new float[1000]).layout();
    assertEquals(4000, new Rounding(Precision.FP32).bytes(layout));
    assertEquals(2000, new Rounding(Precision.FP16).bytes(layout));
    assertEquals(1000 + 4 * 4, new EightBits(256).bytes(layout));
    assertEquals(10 * 8, new TopK(0.01).bytes(layout)); // index and number
    assertEquals(500 * 4 + 125, new TopK(0.5).bytes(layout)); // a map of bits
    assertEquals(3, new Rounding(Precision.FP32).compress(of(1, 2, 3), of(0, 0, 0)).sent().size());
  }

  @Test
  void impossibleParametersAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new TopK(0));
    assertThrows(IllegalArgumentException.class, () -> new TopK(1.1));
    assertThrows(IllegalArgumentException.class, () -> new TopK(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> new EightBits(0));
  }
}
