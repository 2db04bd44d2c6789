package dev.clientele.theory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class EstimateTest {
  @Test
  void aMeanAndARootMeanSquare() {
    Estimate mean = Estimate.mean(new double[] {1, 2, 3, 6});
    assertEquals(3, mean.value());
    assertEquals(Math.sqrt(14.0 / 3 / 4), mean.error(), 1e-15);
    assertEquals(1.959964 * mean.error(), mean.margin(), 1e-6);
    Estimate root = Estimate.rootMeanSquare(new double[] {3, -3, 3, -3});
    assertEquals(new Estimate(3, 0), root);
    // Squares 1 and 49: mean 25, standard error 24, and d sqrt(s) = ds / 2 sqrt(s).
    assertEquals(new Estimate(5, 2.4), Estimate.rootMeanSquare(new double[] {1, 7}));
    assertEquals(new Estimate(0, 0), Estimate.rootMeanSquare(new double[2]));
  }

  @Test
  void aPowerLawIsFound() {
    double[] x = {1, 2, 4, 8};
    List<Estimate> y =
        List.of(
            new Estimate(3, 0.03),
            new Estimate(1.5, 0.015),
            new Estimate(0.75, 0.0075),
            new Estimate(0.375, 0.00375));
    LogLogFit fit = LogLogFit.through(x, y);
    assertEquals(-1, fit.slope().value(), 1e-14);
    // 1 % each; the logarithms of x are log 2 times -1.5, -0.5, 0.5, 1.5 off their mean.
    assertEquals(0.01 / (Math.log(2) * Math.sqrt(5)), fit.slope().error(), 1e-14);
    assertTrue(fit.allows(-1.01));
    assertFalse(fit.allows(-0.98));
  }
}
