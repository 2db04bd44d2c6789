package dev.clientele.theory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuadratureTest {
  @ParameterizedTest
  @CsvSource({"0, 1", "3, 0.01", "-2, 1e-8", "10, 100", "0.5, 0"})
  void momentsOfTheNormalLaw(double mean, double variance) {
    double scale = mean * mean + variance;
    assertEquals(1, Quadrature.normal(mean, variance, u -> 1), 1e-14);
    assertEquals(mean, Quadrature.normal(mean, variance, u -> u), 1e-13 * (1 + Math.abs(mean)));
    assertEquals(scale, Quadrature.normal(mean, variance, u -> u * u), 1e-12 * scale);
  }

  @Test
  void anExponentialAndABoundedRange() {
    assertEquals(1, Quadrature.normal(0, 4, Math::exp) / Math.exp(2), 1e-13);
    double bump = Quadrature.normal(0, 9, u -> Stable.sechSquared(u - 5));
    assertEquals(
        bump, Quadrature.normal(0, 9, -35, 45, u -> Stable.sechSquared(u - 5)), 1e-15 * bump);
  }

  @Test
  void theRuleOf32NodesIsExactForPolynomialsUpToDegree63() {
    assertEquals(Math.pow(3, 64) / 64, Quadrature.interval(0, 3, x -> Math.pow(x, 63)), 1e16);
    assertEquals(Math.E - 1, Quadrature.interval(0, 1, Math::exp), 1e-14);
    assertEquals(0, Quadrature.interval(-2, 2, x -> x * x * x), 1e-14);
  }
}
