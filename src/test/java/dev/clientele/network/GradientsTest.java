package dev.clientele.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.clientele.kernel.cpu.CpuKernels;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every parameter's gradient, and the image's, against finite differences. */
class GradientsTest {
  /** The loss is about 1 and has seven digits, and a difference is taken over 0.1. */
  private static final double NOISE = 3e-5;

  private static final RandomKey KEY = RandomKey.of(5);

  private final CpuKernels kernels = new CpuKernels();

  @AfterEach
  void close() {
    kernels.close();
  }

  static Stream<Arguments> denoisers() {
    return Stream.of(
        Arguments.of("conditioned", Examples.conditioned(), 3),
        Arguments.of("without attention", Examples.withoutAttention(), 1),
        Arguments.of("one level", Examples.oneLevel(), 4),
        Arguments.of("DDPM's style", Examples.ddpmStyle(), 1),
        Arguments.of("odd widths", Examples.oddWidths(), 3),
        Arguments.of("wide enough for Winograd", Examples.wide(), 2),
        Arguments.of("mlp", Examples.mlp(), 7),
        Arguments.of("narrow client embedding", Examples.mlp().withClientWidth(3), 7));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("denoisers")
  void denoiser(String name, DenoiserSpec spec, int batch) {
    Denoiser denoiser = spec.prepare(kernels, batch, tensor -> true, true);
    Network network = denoiser.network();
    Weights weights = Examples.weights(network.layout(), KEY);
    network.load(weights);
    Examples.present(denoiser, KEY);
    float[] noise = Examples.gaussian(batch * denoiser.imageSize(), KEY.child("noise"));
    denoiser.lossAndGradients(noise);
    Weights gradients = network.gradients(network.layout());
    float[] sampleGradient = denoiser.sampleGradient();
    checkParameters(network, weights, gradients, () -> loss(denoiser, noise));
    float[] sample = Examples.gaussian(noise.length, KEY.child("sample"));
    FiniteDifferences.check(
        "the image",
        sample,
        sampleGradient,
        NOISE,
        moved -> {
          denoiser.samples(moved);
          return loss(denoiser, noise);
        },
        KEY);
  }

  /** With the base frozen, and together with it. */
  @ParameterizedTest
  @MethodSource("dev.clientele.network.LoraTest#specs")
  void adapters(AdaptedSpec spec) {
    Denoiser denoiser = spec.prepare(kernels, 3, Lora::isAdapter, true);
    Denoiser whole = spec.prepare(kernels, 3, tensor -> true, true);
    Layout adapters = spec.layout().filter(Lora::isAdapter);
    Weights weights = Examples.weights(spec.layout(), KEY);
    float[] noise = Examples.gaussian(3 * denoiser.imageSize(), KEY.child("noise"));
    for (Denoiser each : List.of(denoiser, whole)) {
      each.network().load(weights);
      Examples.present(each, KEY);
      each.lossAndGradients(noise);
    }
    Weights gradients = denoiser.network().gradients(adapters);
    Weights same = whole.network().gradients(adapters);
    assertEquals(0, gradients.plus(-1, same).norm() / same.norm(), 1e-6);
    float[] image = whole.sampleGradient();
    Golden.assertNear("the image's", image, denoiser.sampleGradient(), 0, 1e-6);
    checkParameters(denoiser.network(), weights, gradients, () -> loss(denoiser, noise));
  }

  private static double loss(Denoiser denoiser, float[] noise) {
    double sum = 0;
    for (float e : denoiser.errors(noise)) {
      sum += e;
    }
    return sum / denoiser.batch();
  }

  @Test
  void classifier() {
    check(new ClassifierSpec(7, 10, 1, 4, 9, 3).prepare(kernels, 5, true));
  }

  @Test
  void mlpClassifier() {
    check(new MlpClassifierSpec(70, List.of(12, 9), 3).prepare(kernels, 5, true));
  }

  private static void check(Classifier classifier) {
    Network network = classifier.network();
    Weights weights = Examples.weights(network.layout(), KEY);
    network.load(weights);
    float[] pixels = Examples.gaussian(5 * 70, KEY);
    int[] labels = {0, 2, 1, 2, 2};
    classifier.lossAndGradients(pixels, labels);
    Weights gradients = network.gradients(network.layout());
    checkParameters(network, weights, gradients, () -> classifier.lossAndGradients(pixels, labels));
  }

  /** A level that halves an odd size, one that only widens, and one wide enough for Winograd. */
  @Test
  void residualClassifier() {
    ResidualClassifierSpec spec = new ResidualClassifierSpec(9, 6, 1, List.of(4, 32), 1, 2, 3);
    Classifier classifier = spec.prepare(kernels, 5, tensor -> true);
    Network network = classifier.network();
    Weights weights = Examples.weights(network.layout(), KEY);
    network.load(weights);
    float[] pixels = Examples.gaussian(5 * 54, KEY);
    int[] labels = {0, 2, 1, 2, 2};
    float[] teacher = Examples.gaussian(15, KEY.child("teacher"));
    for (ScoreLoss loss :
        List.of(new CrossEntropy(labels), new SelfDistillation(labels, teacher, 0.5, 3, false))) {
      network.load(weights);
      classifier.lossAndGradients(pixels, loss);
      Weights gradients = network.gradients(network.layout());
      checkParameters(network, weights, gradients, () -> classifier.lossAndGradients(pixels, loss));
    }
  }

  private interface Loss {
    double compute();
  }

  private static void checkParameters(
      Network network, Weights weights, Weights gradients, Loss loss) {
    for (Layout.Entry e : gradients.layout().entries()) {
      Layout alone = network.layout().filter(e.name()::equals);
      if (e.name().endsWith("to_k.bias")) {
        // It shifts all scores of a row alike, which no softmax sees.
        assertEquals(0, FiniteDifferences.norm(gradients.tensor(e.name())), 1e-6, e.name());
      }
      ToDoubleFunction<float[]> at =
          moved -> {
            network.load(Weights.copyOf(alone, moved));
            return loss.compute();
          };
      FiniteDifferences.check(
          e.name(),
          weights.tensor(e.name()),
          gradients.tensor(e.name()),
          NOISE,
          at,
          KEY.child(e.name()));
      network.load(weights.project(alone));
    }
  }
}
