package dev.clientele.theory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinearProbeTest {
  @Test
  void aLinearMapIsFound() {
    RandomStream random = RandomKey.of(2).stream();
    double[][] x = new double[50][3];
    double[][] y = new double[50][2];
    for (int i = 0; i < 50; i++) {
      for (int j = 0; j < 3; j++) {
        x[i][j] = random.nextGaussian();
      }
      y[i] = new double[] {2 * x[i][0] - x[i][2] + 5, 0.5 * x[i][1]};
    }
    LinearProbe probe = LinearProbe.fit(x, y);
    assertArrayEquals(new double[] {2 - 3 + 5, 1}, probe.read(new double[] {1, 2, 3}), 1e-4);
  }

  @Test
  void anInputThatNeverVariesDoesNoHarm() {
    double[][] x = {{1, 0}, {2, 0}, {3, 0}};
    double[][] y = {{1}, {2}, {3}};
    assertEquals(2.5, LinearProbe.fit(x, y).read(new double[] {2.5, 0})[0], 1e-3);
  }

  @Test
  void explainedVariance() {
    double[][] truth = {{0, 1}, {1, 0}};
    assertEquals(1, LinearProbe.explained(truth, truth));
    assertEquals(0, LinearProbe.explained(truth, new double[][] {{0.5, 0.5}, {0.5, 0.5}}));
  }

  @Test
  void aProbeIsJudgedOnClientsThatItWasNotFittedTo() {
    RandomStream random = RandomKey.of(5).stream();
    List<double[]> noise = new ArrayList<>();
    List<double[]> weights = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      double[] embedding = new double[15];
      for (int j = 0; j < 15; j++) {
        embedding[j] = random.nextGaussian();
      }
      noise.add(embedding);
      weights.add(random.nextDirichlet(3, 1));
    }
    WeightProbe probe = WeightProbe.of(noise, weights, weights);
    assertEquals(20, probe.truth().length);
    double explained = (double) probe.summary().get("explainedVariance");
    assertTrue(explained < 0.1, "noise explains " + explained);
    assertEquals(1.0, probe.summary().get("explainedVarianceOfFittedWeights"));
    double itself =
        (double) WeightProbe.of(weights, weights, weights).summary().get("explainedVariance");
    assertEquals(1, itself, 1e-4);
  }
}
