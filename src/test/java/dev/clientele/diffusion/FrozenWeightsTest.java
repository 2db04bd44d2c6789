package dev.clientele.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.kernel.DryKernels;
import dev.clientele.kernel.cpu.CpuKernels;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.network.UNetSpec;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Training the client embedding alone, under a frozen network. */
class FrozenWeightsTest {
  private static final RandomKey KEY = RandomKey.of(21);
  private static final int BATCH = 4;

  private final Workspace workspace = new Workspace(CpuKernels::new, NoiseSchedule.linear(1000));

  @AfterEach
  void close() {
    workspace.close();
  }

  static Stream<DenoiserSpec> specs() {
    return Stream.of(Models.unet(), Models.mlp());
  }

  private Trainer trainer(DenoiserSpec spec, Trained trained, Weights weights) {
    Trainer trainer = workspace.trainer(spec, BATCH, trained, true);
    trainer.denoiser().network().load(weights);
    trainer.denoiser().clients(new int[] {0, 1, 1, 0});
    if (spec.labels() > 0) {
      trainer.denoiser().labels(new int[] {2, 1, 0, -1});
    }
    return trainer;
  }

  @ParameterizedTest
  @MethodSource("specs")
  void theEmbeddingsGradientIsTheSame(DenoiserSpec spec) {
    Weights weights = Models.weights(spec, KEY);
    float[] images = Models.gaussian(BATCH * spec.height() * spec.width(), KEY.child("images"));
    Layout embedding = spec.layout().filter(Trained.CLIENT_EMBEDDING);
    Trainer all = trainer(spec, Trained.EVERYTHING, weights);
    Trainer one = trainer(spec, Trained.CLIENT_EMBEDDING, weights);
    double loss = all.objective().lossAndGradients(images, KEY.stream());
    assertEquals(loss, one.objective().lossAndGradients(images, KEY.stream()), 1e-7 * loss);
    float[] expected = all.denoiser().network().gradients(embedding).toArray();
    float[] actual = one.denoiser().network().gradients(embedding).toArray();
    double largest = 0;
    for (float g : expected) {
      largest = Math.max(largest, Math.abs(g));
    }
    assertTrue(largest > 1e-3, "was " + largest);
    assertArrayEquals(expected, actual, (float) (1e-6 * largest));
  }

  @Test
  void aStepChangesTheEmbeddingAlone() {
    UNetSpec spec = Models.unet();
    Weights weights = Models.weights(spec, KEY);
    Trainer trainer = trainer(spec, Trained.CLIENT_EMBEDDING, weights);
    trainer.begin(tensor -> 0.1);
    trainer.objective().lossAndGradients(new float[BATCH * 32], KEY.stream());
    trainer.step(1);
    Weights after = trainer.denoiser().network().weights(spec.layout());
    for (Layout.Entry e : spec.layout().entries()) {
      boolean changed = !java.util.Arrays.equals(weights.tensor(e.name()), after.tensor(e.name()));
      assertEquals(e.name().equals(DenoiserSpec.CLIENT_EMBEDDING), changed, e.name());
    }
  }

  @Test
  void frozenTensorsHaveNoGradient() {
    UNetSpec spec = Models.unet();
    Trainer trainer = trainer(spec, Trained.CLIENT_EMBEDDING, Models.weights(spec, KEY));
    assertThrows(
        IllegalArgumentException.class,
        () -> trainer.denoiser().network().gradients(spec.layout()));
  }

  /** Wide, so that weights weigh more than activations. */
  @Test
  void frozenTensorsTakeNoMemoryForGradients() {
    UNetSpec spec = UNetSpec.of(4, 4, 1, List.of(64, 128), 1, List.of(), 0, 8, 0).withClients(1);
    long weights = 4L * spec.layout().size();
    long frozen = bytes(spec, Trained.CLIENT_EMBEDDING);
    long saved = bytes(spec, Trained.EVERYTHING) - frozen;
    long added = frozen - bytes(spec, Trained.NOTHING);
    assertTrue(saved >= weights - 4L * spec.embeddingWidth(), "saved " + saved);
    assertTrue(added < weights / 2, "added " + added + " for weights of " + weights);
  }

  private static long bytes(UNetSpec spec, Trained trained) {
    try (DryKernels dry = new DryKernels()) {
      spec.prepare(dry, 1, trained, false);
      return dry.allocatedBytes();
    }
  }
}
