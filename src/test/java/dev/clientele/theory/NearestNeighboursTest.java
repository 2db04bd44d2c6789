package dev.clientele.theory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import org.junit.jupiter.api.Test;

class NearestNeighboursTest {
  private static GaussianMixture normal(double... mean) {
    return new GaussianMixture(new double[] {1}, new double[][] {mean}, 1);
  }

  private static double[][] points(GaussianMixture of, int n) {
    RandomStream random = RandomKey.of(12).stream();
    double[][] points = new double[n][of.dimension()];
    for (double[] x : points) {
      of.sample(random, x);
    }
    return points;
  }

  @Test
  void volumesOfUnitBalls() {
    assertEquals(Math.log(2), NearestNeighbours.logUnitBall(1), 1e-14);
    assertEquals(Math.log(Math.PI), NearestNeighbours.logUnitBall(2), 1e-14);
    assertEquals(Math.log(4 * Math.PI / 3), NearestNeighbours.logUnitBall(3), 1e-14);
    assertEquals(Math.log(Math.pow(Math.PI, 4) / 24), NearestNeighbours.logUnitBall(8), 1e-14);
  }

  @Test
  void theDivergenceOfTwoNormalLaws() {
    // KL(N(m, I) || N(0, I)) = |m|^2 / 2; with 1500 points it is uncertain by about 0.04.
    double[][] points = points(normal(1, -1, 0.5), 1500);
    assertEquals(1.125, NearestNeighbours.divergence(points, normal(0, 0, 0)), 0.15);
    assertEquals(0, NearestNeighbours.divergence(points, normal(1, -1, 0.5)), 0.1);
  }
}
