package dev.clientele.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.clientele.tensor.RandomKey;
import org.junit.jupiter.api.Test;

class FrechetDistanceTest {
  private static final RandomKey KEY = RandomKey.of(6);

  @Test
  void isZeroForASetAndItself() {
    float[][] x = Gaussians.rows(50, 6, 0.2, KEY);
    assertEquals(0, FrechetDistance.of(x, x), 1e-9);
  }

  @Test
  void ofAShiftIsItsSquaredLength() {
    float[][] x = Gaussians.rows(50, 4, 0, KEY);
    float[][] y = new float[50][];
    for (int i = 0; i < 50; i++) {
      y[i] = new float[] {x[i][0] + 3, x[i][1] - 4, x[i][2], x[i][3]};
    }
    assertEquals(25, FrechetDistance.of(x, y), 1e-5);
  }

  @Test
  void ofAScaleIsTheSquaredDifferenceOfDeviations() {
    // Covariances S and 9 S with equal means: tr(S + 9 S - 2 * 3 S) = 4 tr(S).
    float[][] x = {{-2, -1}, {2, 1}, {-1, 1}, {1, -1}};
    float[][] y = new float[4][];
    double trace = 0;
    for (int i = 0; i < 4; i++) {
      y[i] = new float[] {3 * x[i][0], 3 * x[i][1]};
      trace += (x[i][0] * x[i][0] + x[i][1] * x[i][1]) / 3.0;
    }
    assertEquals(4 * trace, FrechetDistance.of(x, y), 1e-9);
  }

  @Test
  void isSymmetric() {
    float[][] x = Gaussians.rows(70, 8, 0, KEY.child("x"));
    float[][] y = Gaussians.rows(40, 8, 0.3, KEY.child("y"));
    assertEquals(FrechetDistance.of(x, y), FrechetDistance.of(y, x), 1e-9);
  }

  @Test
  void refusesASingleImage() {
    float[][] x = Gaussians.rows(5, 3, 0, KEY);
    float[][] one = Gaussians.rows(1, 3, 0, KEY);
    assertThrows(IllegalArgumentException.class, () -> FrechetDistance.of(x, one));
  }
}
