package dev.clientele.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Safetensors;
import dev.clientele.tensor.Weights;
import java.io.IOException;
import java.nio.file.Path;

/** Vectors that src/test/python/torch_golden.py made. */
record Golden(Weights vectors) {
  static Golden read(String name) throws IOException {
    return new Golden(
        Safetensors.read(Path.of("src/test/resources/golden/torch/" + name + ".safetensors")));
  }

  float[] tensor(String name) {
    return vectors.tensor(name);
  }

  int[] whole(String name) {
    float[] values = tensor(name);
    int[] result = new int[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = Math.round(values[i]);
    }
    return result;
  }

  /** The tensors whose names begin with the prefix, without it, in {@code layout}'s order. */
  Weights part(String prefix, Layout layout) {
    Weights part = vectors.filter(name -> name.startsWith(prefix));
    Layout.Builder names = new Layout.Builder();
    for (Layout.Entry e : part.layout().entries()) {
      names.add(e.name().substring(prefix.length()), e.shape());
    }
    assertEquals(layout.size(), part.size(), "PyTorch's parameters and ours");
    return Weights.adopt(names.build(), part.toArray()).project(layout);
  }

  void assertNear(String name, float[] actual, double tolerance) {
    assertNear(name, tensor(name), actual, 0, tolerance);
  }

  /**
   * Every gradient is the one under {@code grad.}. One that is zero by symmetry, as that of an
   * attention's key bias, is rounding noise here, which is held against all gradients' norm.
   */
  void assertGradients(Weights actual, double tolerance) {
    Weights expected = part("grad.", actual.layout());
    double floor = 1e-3 * expected.norm();
    for (Layout.Entry e : actual.layout().entries()) {
      assertNear(
          "the gradient of " + e.name(),
          expected.tensor(e.name()),
          actual.tensor(e.name()),
          floor,
          tolerance);
    }
  }

  /** Asserts {@code |actual - expected| <= tolerance * max(|expected|, floor)}, Euclidean norms. */
  static void assertNear(
      String name, float[] expected, float[] actual, double floor, double tolerance) {
    assertEquals(expected.length, actual.length, name);
    double error = 0;
    double norm = 0;
    for (int i = 0; i < expected.length; i++) {
      double d = (double) actual[i] - expected[i];
      error += d * d;
      norm += (double) expected[i] * expected[i];
    }
    double size = Math.max(Math.max(Math.sqrt(norm), floor), Double.MIN_NORMAL);
    assertEquals(0, Math.sqrt(error) / size, tolerance, name);
  }
}
