package dev.clientele.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.Tries;
import org.junit.jupiter.api.Test;

class ExponentialTest {
  @Test
  void agreesWithTheExactOne() {
    Tries.check(2000, random -> agrees(-Tries.between(random, 0, 200) * random.nextDouble()));
    agrees(0);
    agrees(-200);
    agrees(-Math.log(2) / 2);
  }

  private static void agrees(double x) {
    double exact = StrictMath.exp(x);
    assertEquals(exact, Exponential.of(x), 1e-10 * exact, "e^" + x);
  }

  @Test
  void theEnds() {
    assertEquals(1, Exponential.of(0));
    assertEquals(0, Exponential.of(-201));
    assertEquals(0, Exponential.of(Double.NEGATIVE_INFINITY));
    assertTrue(Double.isNaN(Exponential.of(Double.NaN)));
  }
}
