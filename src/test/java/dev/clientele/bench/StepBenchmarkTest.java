package dev.clientele.bench;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.diffusion.Trained;
import org.junit.jupiter.api.Test;

/** The step that is measured, and how it is measured. */
class StepBenchmarkTest {
  private static double[] losses(Trained trained, int steps) {
    double[] losses = new double[steps];
    try (StepBenchmark benchmark = new StepBenchmark(Steps.tiny(trained), Steps.workspace())) {
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
}
