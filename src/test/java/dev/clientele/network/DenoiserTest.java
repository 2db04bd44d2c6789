package dev.clientele.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.kernel.cpu.CpuKernels;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DenoiserTest {
  private static final RandomKey KEY = RandomKey.of(9);

  private final CpuKernels kernels = new CpuKernels();

  @AfterEach
  void close() {
    kernels.close();
  }

  private Denoiser mlp() {
    Denoiser denoiser = Examples.mlp().prepare(kernels, 2, tensor -> true, false);
    denoiser.network().load(Examples.weights(Examples.mlp().layout(), KEY));
    Examples.present(denoiser, KEY);
    return denoiser;
  }

  private static float[] predict(Denoiser denoiser) {
    float[] to = new float[denoiser.batch() * denoiser.imageSize()];
    denoiser.predict(to);
    return to;
  }

  /** A narrow embedding is a wide one whose further numbers are zero. */
  @Test
  void aNarrowEmbeddingIsAddedToTheFirstNumbers() {
    MlpSpec spec = Examples.mlp();
    Denoiser wide = spec.prepare(kernels, 2, tensor -> false, false);
    Denoiser narrow = spec.withClientWidth(3).prepare(kernels, 2, tensor -> false, false);
    Weights weights = Examples.weights(narrow.network().layout(), KEY);
    narrow.network().load(weights);
    Layout table = wide.network().layout().filter(DenoiserSpec.CLIENT_EMBEDDING::equals);
    float[] rows = new float[table.size()];
    float[] few = weights.tensor(DenoiserSpec.CLIENT_EMBEDDING);
    for (int row = 0; row < spec.clients(); row++) {
      System.arraycopy(few, row * 3, rows, row * spec.embeddingWidth(), 3);
    }
    wide.network().load(weights.filter(n -> !n.equals(DenoiserSpec.CLIENT_EMBEDDING)));
    wide.network().load(Weights.adopt(table, rows));
    Examples.present(wide, KEY);
    Examples.present(narrow, KEY);
    assertArrayEquals(predict(wide), predict(narrow), 1e-6f);
    assertThrows(IllegalArgumentException.class, () -> spec.withClientWidth(17));
    assertThrows(IllegalArgumentException.class, () -> Examples.oddWidths().withClientWidth(0));
  }

  @Test
  void aRowThatIsNotThereIsRefused() {
    Denoiser denoiser = mlp();
    for (int row : new int[] {2, -2}) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> denoiser.clients(new int[] {0, row}));
      assertEquals("expected a client below 2 but was " + row, e.getMessage());
    }
    assertThrows(IllegalArgumentException.class, () -> denoiser.labels(new int[] {3, 0}));
  }

  @Test
  void aConditionThatIsNotThereIsRefused() {
    MlpSpec spec = new MlpSpec(2, 3, 1, List.of(4), 4, 0, 0);
    Denoiser denoiser = spec.prepare(kernels, 1, tensor -> false, false);
    assertThrows(IllegalStateException.class, () -> denoiser.clients(new int[] {0}));
    assertThrows(IllegalStateException.class, () -> denoiser.labels(new int[] {0}));
  }

  /** No client is a client whose embedding is zero. */
  @Test
  void noneIsTheZeroEmbedding() {
    Denoiser denoiser = mlp();
    denoiser.clients(new int[] {Denoiser.NONE, 1});
    float[] without = predict(denoiser);
    Layout table = denoiser.network().layout().filter(DenoiserSpec.CLIENT_EMBEDDING::equals);
    float[] rows = denoiser.network().weights(table).toArray();
    denoiser.clients(new int[] {0, 1});
    assertFalse(Arrays.equals(without, predict(denoiser)));
    Arrays.fill(rows, 0, rows.length / 2, 0);
    denoiser.network().load(Weights.adopt(table, rows));
    assertArrayEquals(without, predict(denoiser));
  }

  @Test
  void theLossIsTheMeanOfTheErrors() {
    Denoiser denoiser = mlp();
    float[] noise = Examples.gaussian(12, KEY);
    float[] output = predict(denoiser);
    float[] errors = denoiser.errors(noise).clone();
    for (int i = 0; i < 2; i++) {
      double sum = 0;
      for (int p = 0; p < 6; p++) {
        sum += Math.pow(output[6 * i + p] - noise[6 * i + p], 2);
      }
      assertEquals(sum / 6, errors[i], 1e-6);
    }
    assertEquals((errors[0] + (double) errors[1]) / 2, denoiser.lossAndGradients(noise), 1e-7);
  }

  @Test
  void aSubsetOfTensorsMayBeLoaded() {
    Denoiser denoiser = mlp();
    Network network = denoiser.network();
    Weights before = network.weights(network.layout());
    Weights bias = Weights.zeros(network.layout().filter("output.bias"::equals));
    network.load(bias);
    Weights after = network.weights(network.layout());
    for (Layout.Entry e : network.layout().entries()) {
      Weights expected = e.name().equals("output.bias") ? bias : before;
      assertArrayEquals(expected.tensor(e.name()), after.tensor(e.name()), e.name());
    }
  }

  @Test
  void tensorsThatDoNotFitAreRefused() {
    Network network = mlp().network();
    Weights unknown = Weights.zeros(Layout.of(Map.of("conv_in.bias", List.of(1))));
    assertThrows(IllegalArgumentException.class, () -> network.load(unknown));
    Weights wrong = Weights.zeros(Layout.of(Map.of("output.bias", List.of(7))));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> network.load(wrong));
    assertEquals("tensor output.bias: expected shape [6] but was [7]", e.getMessage());
  }

  /** In either arrangement of the weights, loaded numbers come back and the norm is theirs. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void clippingScalesTheGradientsOfAllTensorsTogether(boolean winograd) {
    UNetSpec spec = UNetSpec.of(8, 8, 1, List.of(32), 1, List.of(), 0, 4, 0).withClients(2);
    try (CpuKernels own = new CpuKernels(winograd)) {
      Denoiser denoiser = spec.prepare(own, 2, tensor -> true, false);
      Network network = denoiser.network();
      Weights weights = Examples.weights(spec.layout(), KEY);
      network.load(weights);
      assertEquals(weights, network.weights(spec.layout()));
      Examples.present(denoiser, KEY);
      denoiser.lossAndGradients(Examples.gaussian(128, KEY.child("noise")));
      Weights gradients = network.gradients(spec.layout());
      double norm = gradients.norm();
      assertEquals(norm, network.clipGradients(2 * norm), 1e-6 * norm);
      assertEquals(gradients, network.gradients(spec.layout()));
      assertEquals(norm, network.clipGradients(norm / 4), 1e-6 * norm);
      Weights clipped = network.gradients(spec.layout());
      assertEquals(norm / 4, clipped.norm(), 1e-6 * norm);
      assertTrue(clipped.plus(-0.25, gradients).norm() < 1e-6 * norm);
    }
  }

  /** What a device derives from the weights follows them. */
  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void aStepIsSeenByTheNextPass(boolean adam, boolean winograd) {
    UNetSpec spec = UNetSpec.of(8, 8, 1, List.of(32), 1, List.of(), 0, 4, 0).withClients(2);
    float[] noise = Examples.gaussian(128, KEY.child("noise"));
    try (CpuKernels own = new CpuKernels(winograd)) {
      Denoiser stepped = spec.prepare(own, 2, tensor -> true, false);
      Network network = stepped.network();
      network.load(Examples.weights(spec.layout(), KEY));
      Optimizer optimizer = adam ? new Adam(network) : new Sgd(network);
      optimizer.begin(tensor -> 0.1);
      Examples.present(stepped, KEY);
      stepped.lossAndGradients(noise);
      optimizer.step();
      Denoiser loaded = spec.prepare(own, 2, tensor -> true, false);
      loaded.network().load(network.weights(spec.layout()));
      Examples.present(loaded, KEY);
      assertEquals(loaded.lossAndGradients(noise), stepped.lossAndGradients(noise));
      assertEquals(loaded.network().gradients(spec.layout()), network.gradients(spec.layout()));
    }
  }

  /** An optimiser begins as if it had never made a step. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anOptimiserForgets(boolean adam) {
    Denoiser denoiser = mlp();
    Network network = denoiser.network();
    Optimizer optimizer = adam ? new Adam(network) : new Sgd(network);
    Weights first = steps(denoiser, optimizer);
    assertEquals(first, steps(denoiser, optimizer));
  }

  private static Weights steps(Denoiser denoiser, Optimizer optimizer) {
    Network network = denoiser.network();
    network.load(Examples.weights(network.layout(), KEY));
    optimizer.begin(tensor -> tensor.equals("output.bias") ? 0 : 0.1);
    for (int step = 0; step < 3; step++) {
      denoiser.lossAndGradients(new float[12]);
      optimizer.step();
    }
    Weights after = network.weights(network.layout());
    float[] frozen = Examples.weights(network.layout(), KEY).tensor("output.bias");
    assertArrayEquals(frozen, after.tensor("output.bias"), "a rate of 0");
    return after;
  }
}
