package dev.clientele.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.clientele.kernel.cpu.CpuKernels;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Weights;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our networks and optimisers against PyTorch's, in src/test/python/torch_golden.py. */
class TorchGoldenTest {
  private static final double TOLERANCE = 2e-5;

  private static final MlpSpec MLP = new MlpSpec(2, 3, 2, List.of(16, 8), 6, 3, 4);

  private static final UNetSpec UNET =
      new UNetSpec(
          8,
          12,
          2,
          List.of(8, 16),
          1,
          List.of(false, true),
          List.of(true, true),
          true,
          8,
          4,
          1e-5f,
          new TimeFeatures(8, true, 0),
          true,
          3,
          4);

  private final CpuKernels kernels = new CpuKernels();

  @AfterEach
  void close() {
    kernels.close();
  }

  @Test
  void mlp() throws IOException {
    checkDenoiser(Golden.read("mlp"), MLP.prepare(kernels, 5, name -> true, true));
  }

  /** Two conditions, one and two heads, an image that is no square. */
  @Test
  void unet() throws IOException {
    checkDenoiser(Golden.read("unet"), UNET.prepare(kernels, 3, name -> true, true));
  }

  /** The same U-Net with an adapter beside every layer. */
  @Test
  void lora() throws IOException {
    AdaptedSpec spec = new AdaptedSpec(UNET, new Lora(2, 3, EnumSet.allOf(LoraTarget.class), ".*"));
    Golden base = Golden.read("unet");
    Golden golden = Golden.read("lora");
    Layout adapters = spec.layout().filter(Lora::isAdapter);
    Denoiser denoiser = spec.prepare(kernels, 3, Lora::isAdapter, true);
    denoiser.network().load(base.part("weight.", UNET.layout()), golden.part("weight.", adapters));
    present(base, denoiser);
    float[] output = new float[golden.tensor("output").length];
    denoiser.predict(output);
    golden.assertNear("output", output, TOLERANCE);
    double loss = denoiser.lossAndGradients(base.tensor("target"));
    golden.assertNear("loss", new float[] {(float) loss}, TOLERANCE);
    golden.assertNear("grad_sample", denoiser.sampleGradient(), TOLERANCE);
    // Thin layers between wide ones: rounding is amplified.
    golden.assertGradients(denoiser.network().gradients(adapters), 2 * TOLERANCE);
  }

  private static void present(Golden golden, Denoiser denoiser) {
    denoiser.samples(golden.tensor("sample"));
    denoiser.times(golden.whole("times"));
    denoiser.clients(golden.whole("clients"));
    denoiser.labels(golden.whole("labels"));
  }

  private static void checkDenoiser(Golden golden, Denoiser denoiser) {
    Layout layout = denoiser.network().layout();
    denoiser.network().load(golden.part("weight.", layout));
    present(golden, denoiser);
    float[] output = new float[golden.tensor("output").length];
    denoiser.predict(output);
    golden.assertNear("output", output, TOLERANCE);
    double loss = denoiser.lossAndGradients(golden.tensor("target"));
    golden.assertNear("loss", new float[] {(float) loss}, TOLERANCE);
    golden.assertNear("grad_sample", denoiser.sampleGradient(), TOLERANCE);
    golden.assertGradients(denoiser.network().gradients(layout), TOLERANCE);
  }

  @Test
  void fiveStepsOfAdam() throws IOException {
    checkSteps("adam", Adam::new, name -> isSpecial(name) ? 0.1 : 0.02);
  }

  @Test
  void fiveStepsOfGradientDescent() throws IOException {
    checkSteps("sgd", Sgd::new, name -> isSpecial(name) ? 0.5 : 0.1);
  }

  private static boolean isSpecial(String name) {
    return name.equals(DenoiserSpec.CLIENT_EMBEDDING);
  }

  private void checkSteps(
      String name, Function<Network, Optimizer> make, ToDoubleFunction<String> rates)
      throws IOException {
    Golden start = Golden.read("mlp");
    Golden golden = Golden.read(name);
    Denoiser denoiser = MLP.prepare(kernels, 5, tensor -> true, false);
    Network network = denoiser.network();
    Weights before = start.part("weight.", network.layout());
    network.load(before);
    Optimizer optimizer = make.apply(network);
    optimizer.begin(rates);
    present(start, denoiser);
    float[] losses = new float[5];
    float[] norms = new float[5];
    for (int step = 0; step < 5; step++) {
      losses[step] = (float) denoiser.lossAndGradients(start.tensor("target"));
      norms[step] = (float) network.clipGradients(1);
      optimizer.step();
    }
    golden.assertNear("losses", losses, TOLERANCE);
    golden.assertNear("norms", norms, TOLERANCE);
    Weights moved = network.weights(network.layout()).plus(-1, before);
    Weights expected = golden.part("weight.", network.layout()).plus(-1, before);
    for (Layout.Entry e : network.layout().entries()) {
      Golden.assertNear(e.name(), expected.tensor(e.name()), moved.tensor(e.name()), 0, 1e-4);
    }
  }

  @Test
  void classifier() throws IOException {
    Golden golden = Golden.read("classifier");
    Classifier classifier = new ClassifierSpec(9, 7, 2, 8, 10, 5).prepare(kernels, 3, true);
    Layout layout = classifier.network().layout();
    classifier.network().load(golden.part("weight.", layout));
    float[] features = new float[30];
    classifier.features(golden.tensor("pixels"), features);
    golden.assertNear("features", features, TOLERANCE);
    golden.assertNear("logits", classifier.logits(golden.tensor("pixels")), TOLERANCE);
    double loss = classifier.lossAndGradients(golden.tensor("pixels"), golden.whole("labels"));
    assertEquals(golden.tensor("loss")[0], loss, TOLERANCE);
    golden.assertGradients(classifier.network().gradients(layout), TOLERANCE);
  }

  @Test
  void residualClassifier() throws IOException {
    Golden golden = Golden.read("residual_classifier");
    Classifier classifier =
        new ResidualClassifierSpec(10, 7, 2, List.of(8, 12), 2, 4, 3)
            .prepare(kernels, 4, tensor -> true);
    Layout layout = classifier.network().layout();
    classifier.network().load(golden.part("weight.", layout));
    float[] pixels = golden.tensor("pixels");
    int[] labels = golden.whole("labels");
    float[] features = new float[4 * 12];
    classifier.features(pixels, features);
    golden.assertNear("features", features, TOLERANCE);
    golden.assertNear("logits", classifier.logits(pixels), TOLERANCE);
    assertEquals(golden.tensor("loss")[0], classifier.lossAndGradients(pixels, labels), TOLERANCE);
    golden.assertGradients(classifier.network().gradients(layout), TOLERANCE);
  }

  /** The teacher is right but less sure, right and surer, wrong, and right and surer. */
  @ParameterizedTest
  @ValueSource(strings = {"constant", "dynamic"})
  void selfDistillation(String kind) throws IOException {
    Golden golden = Golden.read("residual_classifier");
    boolean dynamic = kind.equals("dynamic");
    ScoreLoss loss =
        new SelfDistillation(golden.whole("labels"), golden.tensor("teacher"), 0.7, 2, dynamic);
    float[] scores = golden.tensor("logits");
    double value = loss.differentiate(scores, 4, 3);
    assertEquals(golden.tensor("loss_" + kind)[0], value, 1e-6);
    golden.assertNear("grad_logits_" + kind, scores, 1e-6);
  }
}
