package dev.clientele.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.clientele.tensor.RandomKey;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {
  private static final RandomKey KEY = RandomKey.of(3);

  private static Images images(int count) {
    float[] pixels = new float[2 * count];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i / 1000f;
    }
    return Images.adopt(
        new ImageShape(1, 2, 1), pixels, IntStream.range(0, count).map(i -> i % 7).toArray());
  }

  /** The first {@code batches} batches, joined. */
  private static int[] drawn(int count, int size, int batches, RandomKey key) {
    Batches source = new Batches(images(count), size, key.stream());
    int[] all = new int[size * batches];
    int[] batch = new int[size];
    for (int b = 0; b < batches; b++) {
      source.next(batch);
      System.arraycopy(batch, 0, all, b * size, size);
    }
    return all;
  }

  @Test
  void eachEpochHasEachImageOnceInANewOrder() {
    int[] drawn = drawn(10, 4, 5, KEY);
    int[] first = Arrays.copyOf(drawn, 10);
    int[] second = Arrays.copyOfRange(drawn, 10, 20);
    assertFalse(Arrays.equals(first, second));
    for (int[] epoch : new int[][] {first, second}) {
      Arrays.sort(epoch);
      assertArrayEquals(IntStream.range(0, 10).toArray(), epoch);
    }
  }

  @Test
  void smallSetsRepeat() {
    int[] batch = drawn(3, 8, 1, KEY);
    int[] counts = new int[3];
    for (int i : batch) {
      counts[i]++;
    }
    Arrays.sort(counts);
    assertArrayEquals(new int[] {2, 3, 3}, counts);
  }

  @Test
  void theStreamAloneDecides() {
    assertArrayEquals(drawn(20, 6, 9, KEY), drawn(20, 6, 9, KEY));
    assertFalse(Arrays.equals(drawn(20, 6, 9, KEY), drawn(20, 6, 9, RandomKey.of(4))));
  }

  @Test
  void copiesPixelsWithTheirLabels() {
    int[] expected = drawn(20, 6, 1, KEY);
    Batches batches = new Batches(images(20), 6, KEY.stream());
    float[] pixels = new float[12];
    int[] labels = new int[6];
    batches.next(pixels, labels);
    for (int i = 0; i < 6; i++) {
      assertEquals(expected[i] % 7, labels[i]);
      assertEquals(2 * expected[i] / 1000f, pixels[2 * i]);
      assertEquals((2 * expected[i] + 1) / 1000f, pixels[2 * i + 1]);
    }
  }

  @Test
  void refusesWhatCannotBe() {
    assertThrows(IllegalArgumentException.class, () -> new Batches(images(0), 1, KEY.stream()));
    assertThrows(IllegalArgumentException.class, () -> new Batches(images(1), 0, KEY.stream()));
    Batches batches = new Batches(images(4), 2, KEY.stream());
    assertThrows(IllegalArgumentException.class, () -> batches.next(new float[3], new int[2]));
    assertThrows(IllegalArgumentException.class, () -> batches.next(new int[3]));
  }
}
