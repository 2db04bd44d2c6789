package dev.clientele.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every bound is at least five standard deviations of what a right generator gives. */
class RandomStreamTest {
  private static RandomStream stream(long seed) {
    return RandomKey.of(seed).stream();
  }

  /** What is derived from the bits, frozen: a change of the JDK or of ours would change runs. */
  @Test
  void derivedNumbersAreFrozen() {
    RandomStream numbers = stream(1);
    assertEquals(0.43855862665058964, numbers.nextDouble());
    assertEquals(409, numbers.nextInt(1000));
    assertEquals(0.86279833f, numbers.nextFloat());
    RandomStream normal = stream(1);
    double[] expected = {
      3.0098721437187126,
      1.2772678249993636,
      -0.24717817240511838,
      -0.475869914116268,
      1.2840386708973064,
      0.2751410427569371
    };
    for (double e : expected) {
      assertEquals(e, normal.nextGaussian());
    }
    RandomStream others = stream(2);
    assertEquals(1.8041145189746222, others.nextGamma(2.5));
    assertEquals(0.005319095667503472, others.nextGamma(0.3));
    assertArrayEquals(
        new double[] {0.14885094407450844, 0.025364479126329696, 0.8257845767991618},
        others.nextDirichlet(3, 0.5));
    assertArrayEquals(new int[] {1, 4, 17, 14, 13}, others.sample(20, 5));
    int[] items = {0, 1, 2, 3, 4, 5, 6, 7};
    others.shuffle(items);
    assertArrayEquals(new int[] {2, 3, 1, 7, 6, 0, 4, 5}, items);
  }

  /** Pearson's statistic of {@code counts} that should be equal: about their number. */
  private static double chiSquare(int[] counts) {
    double expected = Arrays.stream(counts).average().orElseThrow();
    double sum = 0;
    for (int count : counts) {
      sum += (count - expected) * (count - expected) / expected;
    }
    return sum;
  }

  @Test
  void numbersAreUniform() {
    RandomStream random = stream(10);
    int[] doubles = new int[100];
    int[] ints = new int[100];
    int[][] bits = new int[64][2];
    for (int i = 0; i < 100_000; i++) {
      doubles[(int) (100 * random.nextDouble())]++;
      ints[random.nextInt(100)]++;
      long word = random.nextLong();
      for (int b = 0; b < 64; b++) {
        bits[b][(int) (word >>> b & 1)]++;
      }
    }
    // 99 degrees of freedom: a mean of 99, a standard deviation of 14.
    assertTrue(chiSquare(doubles) < 170, "was " + chiSquare(doubles));
    assertTrue(chiSquare(ints) < 170, "was " + chiSquare(ints));
    for (int[] bit : bits) {
      assertTrue(chiSquare(bit) < 25, Arrays.toString(bit));
    }
  }

  @Test
  void pairsAreUniform() {
    RandomStream random = stream(11);
    int[] cells = new int[256];
    for (int i = 0; i < 100_000; i++) {
      cells[random.nextInt(16) * 16 + random.nextInt(16)]++;
    }
    assertTrue(chiSquare(cells) < 255 + 5 * 23, "was " + chiSquare(cells));
  }

  @Test
  void gaussiansHaveTheirMoments() {
    float[] values = new float[200_000];
    stream(12).fillGaussian(values);
    double[] moments = new double[5];
    int beyond = 0;
    for (float v : values) {
      for (int power = 1; power <= 4; power++) {
        moments[power] += Math.pow(v, power) / values.length;
      }
      beyond += Math.abs(v) > 3 ? 1 : 0;
    }
    assertEquals(0, moments[1], 0.012);
    assertEquals(1, moments[2], 0.016);
    assertEquals(0, moments[3], 0.045);
    assertEquals(3, moments[4], 0.11);
    assertEquals(540, beyond, 120); // 0.27 %
  }

  @Test
  void fillingIsDrawingOneByOne() {
    float[] filled = new float[10];
    stream(4).fillGaussian(filled);
    RandomStream one = stream(4);
    for (float v : filled) {
      assertEquals((float) one.nextGaussian(), v);
    }
  }

  /** Shape k: mean k, variance k. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 1, 2.5, 30})
  void gammasHaveTheirMoments(double shape) {
    RandomStream random = stream(13);
    int n = 50_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double g = random.nextGamma(shape);
      assertTrue(g >= 0);
      sum += g;
      squares += (g - shape) * (g - shape);
    }
    assertEquals(shape, sum / n, 6 * Math.sqrt(shape / n));
    double deviation = Math.sqrt((2 * shape * shape + 6 * shape) / n);
    assertEquals(shape, squares / n, 6 * deviation);
  }

  /** Concentration a for n parts: mean 1 / n, variance (1 / n)(1 - 1 / n) / (n a + 1). */
  @ParameterizedTest
  @CsvSource({"4, 0.1", "10, 0.5", "3, 1", "5, 100"})
  void dirichletsHaveTheirMoments(int parts, double concentration) {
    RandomStream random = stream(14);
    int draws = 5_000;
    double[] means = new double[parts];
    double squares = 0;
    for (int i = 0; i < draws; i++) {
      double[] p = random.nextDirichlet(parts, concentration);
      assertEquals(1, Arrays.stream(p).sum(), 1e-12);
      for (int k = 0; k < parts; k++) {
        means[k] += p[k] / draws;
        squares += (p[k] - 1.0 / parts) * (p[k] - 1.0 / parts) / draws / parts;
      }
    }
    double variance = (1.0 / parts) * (1 - 1.0 / parts) / (parts * concentration + 1);
    for (double mean : means) {
      assertEquals(1.0 / parts, mean, 5 * Math.sqrt(variance / draws));
    }
    assertEquals(variance, squares, 0.1 * variance);
  }

  /** The smallest concentrations underflow: all weight in one corner, any of them. */
  @Test
  void tinyConcentrationsGiveCorners() {
    RandomStream random = stream(15);
    int[] corners = new int[4];
    for (int i = 0; i < 400; i++) {
      double[] p = random.nextDirichlet(4, 1e-6);
      assertEquals(1, Arrays.stream(p).sum(), 1e-12);
      for (int k = 0; k < 4; k++) {
        corners[k] += p[k] > 0.999 ? 1 : 0;
      }
    }
    assertEquals(400, Arrays.stream(corners).sum());
    assertTrue(chiSquare(corners) < 25, Arrays.toString(corners));
  }

  @Test
  void impossibleShapesAreRefused() {
    for (double shape : new double[] {0, -1, Double.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> stream(1).nextGamma(shape));
    }
  }

  @Test
  void samplesAreDifferentAndUniform() {
    RandomStream random = stream(16);
    int[] taken = new int[10];
    int[] first = new int[10];
    for (int i = 0; i < 20_000; i++) {
      int[] sample = random.sample(10, 3);
      assertEquals(3, Arrays.stream(sample).distinct().count());
      first[sample[0]]++;
      for (int s : sample) {
        taken[s]++;
      }
    }
    assertTrue(chiSquare(taken) < 35, Arrays.toString(taken));
    assertTrue(chiSquare(first) < 35, Arrays.toString(first));
  }

  @Test
  void samplesOfAllAndOfNone() {
    int[] all = stream(1).sample(5, 5);
    Arrays.sort(all);
    assertArrayEquals(new int[] {0, 1, 2, 3, 4}, all);
    assertEquals(0, stream(1).sample(5, 0).length);
    assertEquals(0, stream(1).sample(0, 0).length);
    assertThrows(IllegalArgumentException.class, () -> stream(1).sample(5, 6));
    assertThrows(IllegalArgumentException.class, () -> stream(1).sample(5, -1));
  }

  /** All 24 orders of four are as frequent. */
  @Test
  void shufflesAreUniform() {
    RandomStream random = stream(17);
    int[] orders = new int[256];
    for (int i = 0; i < 24_000; i++) {
      int[] items = {0, 1, 2, 3};
      random.shuffle(items);
      orders[items[0] + 4 * items[1] + 16 * items[2] + 64 * items[3]]++;
    }
    int[] seen = Arrays.stream(orders).filter(count -> count > 0).toArray();
    assertEquals(24, seen.length);
    assertTrue(chiSquare(seen) < 23 + 5 * 7, Arrays.toString(seen));
    assertNotEquals(0, seen[0]);
  }
}
