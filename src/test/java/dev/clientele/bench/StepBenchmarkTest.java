package dev.clientele.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.diffusion.Trained;
import dev.clientele.kernel.cpu.CpuKernels;
import org.junit.jupiter.api.Test;

/** The step that is measured, and how it is measured. */
class StepBenchmarkTest {
  private static double[] losses(Trained trained, int steps) {
    double[] losses = new double[steps];
    try (StepBenchmark benchmark = new StepBenchmark(Steps.tiny(trained), CpuKernels::new)) {
      for (int i = 0; i < steps; i++) {
        losses[i] = benchmark.step();
      }
    }
    return losses;
  }

  @Test
  void everyStepHasNoiseOfItsOwnAndTrains() {
    double[] losses = losses(Trained.EVERYTHING, 200);
    assertNotEquals(losses[0], losses[1]);
    assertTrue(mean(losses, 180) < 0.8 * mean(losses, 0), mean(losses, 180) + "");
  }

  private static double mean(double[] losses, int from) {
    double sum = 0;
    for (int i = from; i < from + 20; i++) {
      sum += losses[i];
    }
    return sum / 20;
  }

  @Test
  void theNetworksAreThoseOfThePublishedComparison() {
    assertEquals(183_249, new StepTask(StepSize.SMALL.spec(), 1, Trained.NOTHING).parameters());
    assertEquals(1_125_601, new StepTask(StepSize.MEDIUM.spec(), 1, Trained.NOTHING).parameters());
    assertEquals(6_105_411, new StepTask(StepSize.LARGE.spec(), 1, Trained.NOTHING).parameters());
  }

  @Test
  void warmUpDoesNotCountAndTheMedianIsOfAllRepeats() {
    // Four seconds of warm-up are two runs; then 10 images x 2 steps in 1, 2, 4 and 5 seconds.
    double[] taken = {2, 2, 1, 4, 2, 5};
    int[] calls = {0};
    StepFigures figures = StepFigures.measure(steps -> taken[calls[0]++], 10, 2, 4, 4);
    assertEquals(taken.length, calls[0]);
    assertEquals(4, figures.lowest());
    assertEquals(7.5, figures.median());
    assertEquals(20, figures.highest());
  }
}
