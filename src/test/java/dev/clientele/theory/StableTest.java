package dev.clientele.theory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.Tries;
import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;

class StableTest {
  @Test
  void agreesWithTheDefinitionsWhereTheseAreAccurate() {
    Tries.check(
        200,
        random -> {
          double x = random.nextDouble(-5, 5);
          double y = random.nextDouble(-5, 5);
          assertEquals(Math.log(Math.cosh(x)), Stable.logCosh(x), 1e-14);
          assertEquals(Math.log(Math.abs(Math.sinh(x))), Stable.logSinh(x), 1e-13);
          assertEquals(1 / Math.pow(Math.cosh(x), 2), Stable.sechSquared(x), 1e-14);
          assertEquals(Math.tanh(x) - Math.tanh(y), Stable.tanhDifference(x, y), 1e-14);
          assertEquals(1 / (1 + Math.exp(-x)), Stable.sigmoid(x), 1e-15);
          assertEquals(
              Math.log(Math.exp(x) + Math.exp(y)), Stable.logSumExp(new double[] {x, y}), 1e-14);
        });
  }

  @Test
  void keepsItsRelativePrecisionWhereTheDefinitionsCancel() {
    // tanh(30.5) and tanh(30) are the same double; 2 (e^-60 - e^-61) is their difference.
    assertEquals(1, Stable.tanhDifference(30.5, 30) / (2 * (Math.exp(-60) - Math.exp(-61))), 1e-13);
    assertEquals(4 * Math.exp(-200), Stable.sechSquared(100), 1e-100);
    assertEquals(1e-40, Stable.sigmoid(Math.log(1e-40)), 1e-54);
    assertEquals(1000 + Math.log(2), Stable.logSumExp(new double[] {1000, 1000}), 1e-12);
    assertEquals(
        Double.NEGATIVE_INFINITY,
        Stable.logSumExp(new double[] {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY}));
  }

  @Test
  void theExcessIsItsSeriesInExactArithmetic() {
    for (double x : new double[] {-0.06, -0.05, -0.049, -1e-5, 0, 1e-9, 1e-3, 0.0499, 0.0501}) {
      assertEquals(exactExcess(x), Stable.excess(x), 1e-14 * Math.abs(exactExcess(x)));
    }
    Tries.check(100, random -> assertTrue(Stable.excess(10 * random.nextGaussian()) >= 0));
    assertEquals(0, Stable.excess(0));
  }

  private static double exactExcess(double x) {
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal term = BigDecimal.ONE;
    for (int n = 1; n < 40; n++) {
      term = term.multiply(new BigDecimal(-x)).divide(new BigDecimal(n), MathContext.DECIMAL128);
      sum = n == 1 ? sum : sum.add(term);
    }
    return sum.doubleValue();
  }
}
