package dev.clientele.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.kernel.DryKernels;
import dev.clientele.kernel.cpu.CpuKernels;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LoraTest {
  private static final RandomKey KEY = RandomKey.of(31);

  private final CpuKernels kernels = new CpuKernels();

  @AfterEach
  void close() {
    kernels.close();
  }

  static Lora everywhere(int rank) {
    return new Lora(rank, 0.3 * rank + 0.2, EnumSet.allOf(LoraTarget.class), ".*");
  }

  /** Ranks for which a wide layer's A takes one and the other algorithm. */
  static Stream<AdaptedSpec> specs() {
    return Stream.of(
        new AdaptedSpec(Examples.conditioned(), everywhere(2)),
        new AdaptedSpec(Examples.oneLevel(), everywhere(1)),
        new AdaptedSpec(Examples.ddpmStyle(), everywhere(3)),
        new AdaptedSpec(Examples.wide(), everywhere(3)),
        new AdaptedSpec(Examples.wide(), everywhere(8)),
        new AdaptedSpec(Examples.mlp(), everywhere(2)));
  }

  private float[] predict(DenoiserSpec spec, Weights weights) {
    Denoiser denoiser = spec.prepare(kernels, 3, tensor -> false, false);
    denoiser.network().load(weights);
    Examples.present(denoiser, KEY);
    float[] output = new float[3 * denoiser.imageSize()];
    denoiser.predict(output);
    return output;
  }

  @ParameterizedTest
  @MethodSource("specs")
  void atFirstNothingChanges(AdaptedSpec spec) {
    Weights base = Examples.weights(spec.base().layout(), KEY);
    Weights fresh = Initializer.weights(spec.layout().filter(Lora::isAdapter), KEY);
    assertTrue(fresh.norm() > 1, "A begins at random");
    float[] expected = predict(spec.base(), base);
    assertArrayEquals(expected, predict(spec, base.and(fresh)));
    assertEquals(base, Adapters.merge(base, fresh, spec.lora()));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void mergedWeightsDoTheSame(AdaptedSpec spec) {
    Weights all = Examples.weights(spec.layout(), KEY);
    Weights base = all.project(spec.base().layout());
    float[] beside = predict(spec, all);
    float[] merged = predict(spec.base(), Adapters.merge(base, all, spec.lora()));
    Golden.assertNear("merged", beside, merged, 0, 1e-5);
    float[] without = predict(spec.base(), base);
    assertThrows(AssertionError.class, () -> Golden.assertNear("base", beside, without, 0, 1e-2));
  }

  @Test
  void beginsAsPyTorchsLayersDo() {
    AdaptedSpec spec = new AdaptedSpec(Examples.oneLevel(), everywhere(4));
    Weights fresh = Initializer.weights(spec.layout(), KEY);
    for (Layout.Entry e : spec.layout().filter(Lora::isAdapter).entries()) {
      float[] values = fresh.tensor(e.name());
      float largest = 0;
      for (float v : values) {
        largest = Math.max(largest, Math.abs(v));
      }
      double bound = 1 / Math.sqrt(e.size() / e.shape().getFirst());
      if (Lora.isDown(e.name())) {
        assertTrue(largest <= bound && largest > 0.5 * bound, e + " up to " + largest);
      } else {
        assertEquals(0, largest, e.name());
      }
    }
  }

  /** PEFT's shapes: a convolution's A has its kernel, its B is 1x1; a table's are transposed. */
  @Test
  void tensorsAreBesideTheirLayers() {
    Layout layout = new AdaptedSpec(Examples.conditioned(), everywhere(2)).layout();
    String down = "down_blocks.0.downsamplers.0.conv";
    assertEquals(List.of(2, 8, 3, 3), layout.entry(down + ".lora_A.weight").shape());
    assertEquals(List.of(8, 2, 1, 1), layout.entry(down + ".lora_B.weight").shape());
    String shortcut = "up_blocks.0.resnets.0.conv_shortcut";
    assertEquals(List.of(2, 32, 1, 1), layout.entry(shortcut + ".lora_A.weight").shape());
    String value = "mid_block.attentions.0.to_v";
    assertEquals(List.of(2, 16), layout.entry(value + ".lora_A.weight").shape());
    assertEquals(List.of(16, 2), layout.entry(value + ".lora_B.weight").shape());
    assertEquals(List.of(2, 4), layout.entry("label_embedding.lora_embedding_A").shape());
    assertEquals(List.of(32, 2), layout.entry("label_embedding.lora_embedding_B").shape());
    // Every tensor that is no bias and no normalisation has its pair.
    long matrices =
        Examples.conditioned().layout().entries().stream()
            .filter(e -> e.shape().size() > 1)
            .count();
    assertEquals(2 * matrices, layout.filter(Lora::isAdapter).entries().size());
  }

  @ParameterizedTest
  @CsvSource({
    "ATTENTION, mid_block.attentions.0.to_q mid_block.attentions.0.to_out.0",
    "TIME, time_embedding.linear_1 mid_block.resnets.1.time_emb_proj layers.0.time_emb_proj",
    "EMBEDDING, class_embedding label_embedding",
    "CONVOLUTION, conv_in conv_out up_blocks.0.resnets.0.conv_shortcut a.conv1 a.upsamplers.0.conv",
    "DENSE, layers.0.linear output features classes"
  })
  void kindsOfLayers(LoraTarget kind, String layers) {
    for (String layer : List.of(layers.split(" ", -1))) {
      assertEquals(kind, LoraTarget.of(layer), layer);
      assertTrue(Lora.on(1, 1, kind).adapts(layer));
      Set<LoraTarget> others = EnumSet.complementOf(EnumSet.of(kind));
      assertFalse(new Lora(1, 1, others, ".*").adapts(layer));
    }
  }

  /** As in the paper: queries and values, though queries, keys and values are one product. */
  @Test
  void someLayersOfAProduct() {
    Lora lora = new Lora(2, 3, Set.of(LoraTarget.ATTENTION), ".*\\.to_[qv]");
    AdaptedSpec spec = new AdaptedSpec(Examples.conditioned(), lora);
    Layout adapters = spec.layout().filter(Lora::isAdapter);
    assertTrue(adapters.entries().stream().allMatch(e -> e.name().matches(".*to_[qv].lora.*")));
    assertEquals(5 * 4, adapters.entries().size(), "A and B for q and v of 5 attentions");
    mergedWeightsDoTheSame(spec);
  }

  @Test
  void theBaseHasNoGradientsAndTakesNoMemoryForThem() {
    UNetSpec base = UNetSpec.of(4, 4, 1, List.of(64, 128), 1, List.of(), 0, 8, 0);
    AdaptedSpec spec = new AdaptedSpec(base, everywhere(1));
    long weights = 4L * base.layout().size();
    long saved = bytes(spec, true) - bytes(spec, false);
    assertTrue(saved >= weights, "saved " + saved + " of " + weights);
    Network network = spec.prepare(kernels, 1, Lora::isAdapter, false).network();
    network.gradients(spec.layout().filter(Lora::isAdapter));
    for (Layout.Entry e : base.layout().entries()) {
      Layout one = base.layout().filter(e.name()::equals);
      assertThrows(IllegalArgumentException.class, () -> network.gradients(one), e.name());
    }
  }

  private static long bytes(DenoiserSpec spec, boolean everything) {
    try (DryKernels dry = new DryKernels()) {
      spec.prepare(dry, 1, tensor -> everything || Lora.isAdapter(tensor), false);
      return dry.allocatedBytes();
    }
  }

  /** What a device derives from a frozen tensor is left alone by a step, and follows a load. */
  @Test
  void aStepChangesTheAdaptersAlone() {
    AdaptedSpec spec = new AdaptedSpec(Examples.wide(), everywhere(8));
    Weights weights = Examples.weights(spec.layout(), KEY);
    Denoiser stepped = spec.prepare(kernels, 2, Lora::isAdapter, false);
    stepped.network().load(weights);
    Examples.present(stepped, KEY);
    float[] noise = Examples.gaussian(2 * stepped.imageSize(), KEY.child("noise"));
    Optimizer optimizer = new Adam(stepped.network());
    optimizer.begin(tensor -> 0.1);
    stepped.lossAndGradients(noise);
    optimizer.step();
    Weights after = stepped.network().weights(spec.layout());
    for (Layout.Entry e : spec.layout().entries()) {
      boolean changed = !Arrays.equals(weights.tensor(e.name()), after.tensor(e.name()));
      assertEquals(Lora.isAdapter(e.name()), changed, e.name());
    }
    Denoiser loaded = spec.prepare(kernels, 2, Lora::isAdapter, false);
    loaded.network().load(after);
    Examples.present(loaded, KEY);
    assertEquals(loaded.lossAndGradients(noise), stepped.lossAndGradients(noise));
  }

  @Test
  void whatCannotBeIsRefused() {
    Set<LoraTarget> all = EnumSet.allOf(LoraTarget.class);
    assertThrows(IllegalArgumentException.class, () -> new Lora(0, 1, all, ".*"));
    assertThrows(IllegalArgumentException.class, () -> new Lora(1, 0, all, ".*"));
    assertThrows(IllegalArgumentException.class, () -> new Lora(1, Double.NaN, all, ".*"));
    assertThrows(IllegalArgumentException.class, () -> new Lora(1, 1, all, "("));
    AdaptedSpec once = new AdaptedSpec(Examples.mlp(), everywhere(1));
    assertThrows(IllegalArgumentException.class, () -> new AdaptedSpec(once, everywhere(1)));
  }
}
