package dev.clientele.theory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.clientele.diffusion.NoiseSchedule;
import dev.clientele.diffusion.Prediction;
import dev.clientele.diffusion.Workspace;
import dev.clientele.kernel.cpu.CpuKernels;
import dev.clientele.network.MlpSpec;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreErrorTest {
  private static final NoiseSchedule SCHEDULE = NoiseSchedule.cosine(100);
  private static final MlpSpec SPEC = new MlpSpec(1, 3, 1, List.of(8), 4, 1, 0);
  private static final ScoreError ERROR = new ScoreError(SPEC, SCHEDULE);
  private static final RandomKey KEY = RandomKey.of(3);

  @Test
  void ofAnotherMixtureItIsTheClosedFormOfTwoComponents() {
    double[][] means = {{1, -0.5, 0.7}, {-1, 0.5, -0.7}};
    double length = Math.sqrt(1 + 0.25 + 0.49);
    GaussianMixture truth = new GaussianMixture(new double[] {0.8, 0.2}, means, 1);
    double[] measured = ERROR.of(truth.withWeights(new double[] {0.3, 0.7}), truth, KEY);
    TwoComponents closed = TwoComponents.of(length, 0.8);
    for (int level = 0; level < measured.length; level++) {
      double time = -Math.log(NoiseLevels.signal(SCHEDULE, level));
      double variance = Math.pow(NoiseLevels.noise(SCHEDULE, level), 2);
      double exact = variance * closed.loss(time, TwoComponents.bias(0.3)) / 3;
      assertEquals(exact, measured[level], 0.35 * exact); // from 256 points
    }
    assertArrayEquals(new double[NoiseLevels.COUNT], ERROR.of(truth, truth, KEY));
  }

  @Test
  void aNetworkThatPredictsNothingIsRightOnWhiteNoiseIfItPredictsVelocities() {
    // With x_0 ~ N(0, I) the best velocity is 0, and the best noise sigma x_t.
    GaussianMixture white = new GaussianMixture(new double[] {1}, new double[1][3], 1);
    Weights nothing = Weights.zeros(SPEC.layout());
    try (Workspace velocity = new Workspace(CpuKernels::new, SCHEDULE, Prediction.V);
        Workspace noise = new Workspace(CpuKernels::new, SCHEDULE, Prediction.EPSILON)) {
      double[] none = ERROR.of(nothing, white, KEY, velocity);
      assertArrayEquals(new double[NoiseLevels.COUNT], none, 1e-12);
      double[] all = ERROR.of(nothing, white, KEY, noise);
      for (int level = 0; level < all.length; level++) {
        double variance = Math.pow(NoiseLevels.noise(SCHEDULE, level), 2);
        assertEquals(variance, all[level], 0.2 * variance);
      }
    }
  }
}
