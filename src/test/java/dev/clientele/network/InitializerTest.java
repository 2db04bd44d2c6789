package dev.clientele.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.kernel.cpu.CpuKernels;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.List;
import org.junit.jupiter.api.Test;

class InitializerTest {
  private static final RandomKey KEY = RandomKey.of(2);

  private final UNetSpec spec =
      UNetSpec.of(8, 8, 1, List.of(16, 32), 1, List.of(1), 0, 8, 5).withClients(3);
  private final Weights weights = Initializer.weights(spec.layout(), KEY);

  private static double variance(float[] values) {
    double squares = 0;
    for (float v : values) {
      squares += (double) v * v;
    }
    return squares / values.length;
  }

  /** Uniform within 1 / sqrt(inputs): a variance of 1 / (3 inputs). */
  @Test
  void layersBeginAsPyTorchs() {
    float[] conv = weights.tensor("down_blocks.1.resnets.0.conv2.weight");
    assertEquals(1.0 / (3 * 32 * 9), variance(conv), 0.05 / (3 * 32 * 9));
    float[] linear = weights.tensor("time_embedding.linear_2.weight");
    assertEquals(1.0 / (3 * 64), variance(linear), 0.05 / (3 * 64));
    for (float v : weights.tensor("time_embedding.linear_2.bias")) {
      assertTrue(Math.abs(v) <= 1.0 / 8 && v != 0);
    }
  }

  @Test
  void normalisationsBeginAsOneAndZero() {
    for (Layout.Entry e : spec.layout().entries()) {
      if (e.name().contains("norm")) {
        float expected = e.name().endsWith(".weight") ? 1 : 0;
        for (float v : weights.tensor(e.name())) {
          assertEquals(expected, v, e.name());
        }
      }
    }
  }

  @Test
  void theFirstPredictionIsZero() {
    try (CpuKernels kernels = new CpuKernels()) {
      Denoiser denoiser = spec.prepare(kernels, 2, tensor -> false, false);
      denoiser.network().load(weights);
      Examples.present(denoiser, KEY);
      float[] output = Examples.gaussian(128, KEY);
      denoiser.predict(output);
      assertArrayEquals(new float[128], output);
    }
    assertEquals(0, variance(weights.tensor(DenoiserSpec.CLIENT_EMBEDDING)));
    assertEquals(0, variance(weights.tensor(DenoiserSpec.LABEL_EMBEDDING)));
  }

  /** A tensor does not depend on which others there are. */
  @Test
  void aTensorDependsOnItsNameAndTheKeyAlone() {
    Weights others = Initializer.weights(spec.withClients(0).layout(), KEY);
    assertEquals(others, weights.project(others.layout()));
    Weights another = Initializer.weights(spec.layout(), KEY.child(1));
    double difference = another.plus(-1, weights).norm() / weights.norm();
    assertTrue(difference > 0.5, "was " + difference);
  }
}
