package dev.clientele.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.tensor.RandomKey;
import org.junit.jupiter.api.Test;

class KernelInceptionDistanceTest {
  private static final RandomKey KEY = RandomKey.of(5);

  @Test
  void handComputed() {
    // d = 1: k(x,y) = (xy + 1)^3. xx = k(0,1) = 1; yy = k(2,3) = 343; xy = mean(1, 1, 27, 64).
    float[][] x = {{0}, {1}};
    float[][] y = {{2}, {3}};
    assertEquals(1 + 343 - 2 * 93 / 4.0, KernelInceptionDistance.of(x, y), 1e-12);
  }

  @Test
  void isZeroOnAverageForOneDistribution() {
    double[] estimates = new double[400];
    for (int i = 0; i < estimates.length; i++) {
      RandomKey key = KEY.child("same").child(i);
      float[][] x = Gaussians.rows(12, 4, 0.3, key.child("x"));
      float[][] y = Gaussians.rows(12, 4, 0.3, key.child("y"));
      estimates[i] = KernelInceptionDistance.of(x, y);
    }
    double error = Statistics.standardDeviation(estimates) / Math.sqrt(estimates.length);
    double mean = Statistics.mean(estimates);
    assertTrue(Math.abs(mean) < 3 * error, mean + " against an error of " + error);
    // With the diagonal left in (the biased estimate) the mean would lie about here.
    assertTrue(0.5 > 10 * error, "the test must be able to see a bias: " + error);
    assertTrue(Statistics.quantile(estimates, 0.2) < 0, "unbiased estimates may be negative");
  }

  @Test
  void isSymmetricAndGrowsWithDistance() {
    float[][] x = Gaussians.rows(60, 6, 0, KEY.child("x"));
    float[][] near = Gaussians.rows(50, 6, 0.4, KEY.child("near"));
    float[][] far = Gaussians.rows(50, 6, 1.0, KEY.child("far"));
    double toNear = KernelInceptionDistance.of(x, near);
    assertEquals(toNear, KernelInceptionDistance.of(near, x), 1e-12);
    assertTrue(0 < toNear && toNear < KernelInceptionDistance.of(x, far));
  }

  @Test
  void blocksOfRowsDoNotShow() {
    // 700 rows are two blocks; one set's pairs must leave out exactly the 700 of a row with itself.
    float[][] x = Gaussians.rows(700, 3, 0, KEY.child("long"));
    double sum = 0;
    double diagonal = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x.length; j++) {
        double k = kernel(x[i], x[j]);
        sum += k;
        diagonal += i == j ? k : 0;
      }
    }
    double n = x.length;
    double expected = 2 * (sum - diagonal) / (n * (n - 1)) - 2 * sum / (n * n);
    assertEquals(expected, KernelInceptionDistance.of(x, x), 1e-9);
  }

  @Test
  void subsetsAreSeededAndSaySize() {
    float[][] x = Gaussians.rows(40, 5, 0, KEY.child("x"));
    float[][] y = Gaussians.rows(30, 5, 0.5, KEY.child("y"));
    var result = KernelInceptionDistance.overSubsets(x, y, 50, 20, KEY);
    assertEquals(result, KernelInceptionDistance.overSubsets(x, y, 50, 20, KEY));
    assertNotEquals(
        result, KernelInceptionDistance.overSubsets(x, y, 50, 20, KEY.child("another")));
    assertEquals(20, result.subsetSize());
    assertEquals(50, result.subsets());
    assertTrue(result.standardDeviation() > 0);
    double whole = KernelInceptionDistance.of(x, y);
    assertEquals(whole, result.mean(), result.standardDeviation());
  }

  @Test
  void asksForNoMoreThanThereIs() {
    float[][] x = Gaussians.rows(9, 5, 0, KEY.child("x"));
    float[][] y = Gaussians.rows(9, 5, 0.5, KEY.child("y"));
    var result = KernelInceptionDistance.overSubsets(x, y, 3, 1000, KEY);
    assertEquals(9, result.subsetSize());
    assertEquals(KernelInceptionDistance.of(x, y), result.mean(), 1e-12);
    assertEquals(0, result.standardDeviation(), 1e-12);
  }

  @Test
  void refusesWhatCannotBeCompared() {
    float[][] x = Gaussians.rows(9, 5, 0, KEY);
    assertThrows(
        IllegalArgumentException.class,
        () -> KernelInceptionDistance.of(x, Gaussians.rows(9, 4, 0, KEY)));
    assertThrows(
        IllegalArgumentException.class,
        () -> KernelInceptionDistance.of(x, Gaussians.rows(1, 5, 0, KEY)));
    assertThrows(
        IllegalArgumentException.class, () -> KernelInceptionDistance.overSubsets(x, x, 0, 5, KEY));
  }

  private static double kernel(float[] a, float[] b) {
    double dot = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
    }
    return Math.pow(dot / a.length + 1, 3);
  }
}
