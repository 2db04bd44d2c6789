package dev.clientele.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.tensor.RandomKey;
import org.junit.jupiter.api.Test;

class MemorisationTest {
  private static final RandomKey KEY = RandomKey.of(9);

  @Test
  void handComputed() {
    float[][] training = {{0, 0}, {10, 0}};
    float[][] heldOut = {{0, 4}};
    float[][] generated = {{0, 1}, {0, 3}, {10, 0}, {0, 2}};
    assertArrayEquals(
        new Neighbour[] {
          new Neighbour(0, 1), new Neighbour(0, 3), new Neighbour(1, 0), new Neighbour(0, 2)
        },
        Neighbour.nearest(generated, training));
    Memorisation m = Memorisation.of(generated, training, heldOut);
    assertEquals(2.0 / 3, m.chance(), 1e-15);
    // Yes, no, yes, and a tie, which counts 2/3.
    assertEquals((2 + 2.0 / 3) / 4, m.closer(), 1e-15);
    assertEquals(0, m.excess(), 1e-15);
    // Ratios 1/3, 3, 0, 1.
    assertEquals((1.0 / 3 + 1) / 2, m.medianRatio(), 1e-15);
  }

  @Test
  void freshSamplesAreNoCloserThanChance() {
    float[][] generated = Gaussians.rows(400, 6, 0, KEY.child("generated"));
    float[][] training = Gaussians.rows(300, 6, 0, KEY.child("training"));
    float[][] heldOut = Gaussians.rows(100, 6, 0, KEY.child("held out"));
    Memorisation m = Memorisation.of(generated, training, heldOut);
    assertEquals(0.75, m.chance());
    assertEquals(0, m.excess(), 0.25);
    Memorisation even = Memorisation.of(generated, heldOut, Gaussians.rows(100, 6, 0, KEY));
    assertEquals(1, even.medianRatio(), 0.1);
  }

  /** Half of the samples are training images with little noise on top. */
  @Test
  void plantedCopiesShow() {
    float[][] training = Gaussians.rows(60, 6, 0, KEY.child("training"));
    float[][] heldOut = Gaussians.rows(60, 6, 0, KEY.child("held out"));
    float[][] generated = Gaussians.rows(60, 6, 0, KEY.child("generated"));
    float[][] noise = Gaussians.rows(60, 6, 0, KEY.child("noise"));
    for (int i = 0; i < 30; i++) {
      for (int j = 0; j < 6; j++) {
        generated[i][j] = training[i][j] + 0.01f * noise[i][j];
      }
    }
    Neighbour[] nearest = Neighbour.nearest(generated, training);
    for (int i = 0; i < 30; i++) {
      assertEquals(i, nearest[i].index());
    }
    Memorisation m = Memorisation.of(generated, training, heldOut);
    assertEquals(0.5, m.excess(), 0.2);
    Memorisation copies = Memorisation.of(training, training, heldOut);
    assertEquals(1, copies.excess());
    assertEquals(0, copies.medianRatio());
    assertTrue(m.medianRatio() < 0.9, "was " + m.medianRatio());
  }

  @Test
  void refusesEmptySets() {
    float[][] some = {{1}};
    float[][] none = {};
    assertThrows(IllegalArgumentException.class, () -> Memorisation.of(none, some, some));
    assertThrows(IllegalArgumentException.class, () -> Memorisation.of(some, none, some));
    assertThrows(IllegalArgumentException.class, () -> Memorisation.of(some, some, none));
    assertThrows(
        IllegalArgumentException.class, () -> Memorisation.of(some, new float[][] {{1, 2}}, some));
  }
}
