package dev.clientele.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.tensor.RandomKey;
import org.junit.jupiter.api.Test;

class CrossValidationTest {
  private static final RandomKey KEY = RandomKey.of(12);

  /** One quantity is in the features, half of the other's variance is, the last is noise. */
  @Test
  void findsWhatIsThereAndNothingElse() {
    float[][] x = Gaussians.rows(300, 10, 0, KEY.child("x"));
    float[][] noise = Gaussians.rows(300, 2, 0, KEY.child("noise"));
    float[][] y = new float[300][];
    for (int i = 0; i < y.length; i++) {
      y[i] = new float[] {x[i][2] - 2 * x[i][5] + 7, x[i][1] + noise[i][0], noise[i][1]};
    }
    double[] r2 = CrossValidation.determination(x, y, 5, KEY);
    assertEquals(1, r2[0], 1e-3);
    assertEquals(0.5, r2[1], 0.1);
    assertTrue(r2[2] < 0.05, "was " + r2[2]);
    assertArrayEquals(r2, CrossValidation.determination(x, y, 5, KEY));
  }

  /** More features than rows, which a probe would learn by heart: its own rows would show 1. */
  @Test
  void doesNotSeeWhatItIsMeasuredOn() {
    float[][] x = Gaussians.rows(60, 90, 0, KEY.child("x"));
    float[][] y = Gaussians.rows(60, 1, 0, KEY.child("y"));
    assertTrue(CrossValidation.determination(x, y, 4, KEY)[0] < 0.3);
    int[] labels = new int[60];
    for (int i = 0; i < 60; i++) {
      labels[i] = i % 3;
    }
    double chance = CrossValidation.accuracy(x, labels, 3, 4, KEY);
    assertTrue(chance < 0.6, "was " + chance);
    for (int i = 0; i < 60; i++) {
      x[i][labels[i]] += 6;
    }
    double found = CrossValidation.accuracy(x, labels, 3, 4, KEY);
    assertTrue(found > 0.8, "was " + found);
  }

  @Test
  void refusesTooFewRows() {
    float[][] x = Gaussians.rows(8, 2, 0, KEY);
    assertThrows(IllegalArgumentException.class, () -> CrossValidation.determination(x, x, 3, KEY));
    assertThrows(IllegalArgumentException.class, () -> CrossValidation.determination(x, x, 1, KEY));
    assertTrue(CrossValidation.determination(x, x, 2, KEY)[0] > 0.5);
  }
}
