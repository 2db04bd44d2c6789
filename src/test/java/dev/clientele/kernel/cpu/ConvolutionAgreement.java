package dev.clientele.kernel.cpu;

import static dev.clientele.kernel.cpu.NativeMemory.assertNear;
import static dev.clientele.kernel.cpu.NativeMemory.doubles;
import static dev.clientele.kernel.cpu.NativeMemory.floats;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.Convolution;
import dev.clientele.kernel.ConvolutionShape;

/** Holds all passes of a convolution against those of a reference. */
final class ConvolutionAgreement {
  private final ConvolutionShape shape;
  private final ReferenceConvolution reference;
  private final NativeMemory memory;
  private final Convolution convolution;
  private final double tolerance;
  private final Buffer x;
  private final Buffer dy;
  private final Buffer plain;
  private final Buffer weights;

  ConvolutionAgreement(
      ConvolutionShape shape,
      ReferenceConvolution reference,
      Convolution convolution,
      NativeMemory memory,
      double tolerance) {
    this.shape = shape;
    this.reference = reference;
    this.memory = memory;
    this.convolution = convolution;
    this.tolerance = tolerance;
    x = memory.random(reference.inputSize(), 0.2, 1);
    dy = memory.random(reference.outputSize(), 0.1, 1);
    plain = memory.random(shape.weights(), 0, 0.3);
    weights = memory.random(convolution.weightFloats(), 9, 1);
    convolution.load(plain, weights).run();
    convolution.refresh(weights, true).run();
  }

  /** Asserts that every pass agrees, with all that may be added. */
  void check() {
    loadAndStore();
    forward();
    backwardData();
    backwardWeights();
  }

  private void loadAndStore() {
    Buffer back = memory.allocate(plain.floats());
    convolution.store(weights, back).run();
    assertArrayEquals(floats(plain), floats(back));
    double squares = 0;
    for (double w : doubles(weights)) {
      squares += w * w;
    }
    double expected = 0;
    for (double w : doubles(plain)) {
      expected += w * w;
    }
    // Gradients are clipped and moments kept in the device's arrangement: padding must be zero.
    assertEquals(expected, squares, 1e-9 * expected);
  }

  /** All eight ways to add a bias, a residual and what is there. */
  private void forward() {
    Buffer bias = memory.random(shape.outputs(), 0, 1);
    Buffer residual = memory.random(dy.floats(), 0, 1);
    double[] product = reference.forward(doubles(x), doubles(plain));
    for (int ways = 0; ways < 8; ways++) {
      Buffer y = memory.random(dy.floats(), 0, 1);
      double[] expected = product.clone();
      boolean add = (ways & 4) != 0;
      for (int i = 0; i < expected.length; i++) {
        expected[i] += (ways & 1) == 0 ? 0 : floats(bias)[i % shape.outputs()];
        expected[i] += (ways & 2) == 0 ? 0 : Lanes.get(residual.address() + 4L * i);
        expected[i] += add ? Lanes.get(y.address() + 4L * i) : 0;
      }
      convolution
          .forward(
              x, weights, (ways & 1) == 0 ? null : bias, (ways & 2) == 0 ? null : residual, add, y)
          .run();
      assertNear(expected, y, tolerance, "y, way " + ways);
    }
  }

  private void backwardData() {
    double[] expected = reference.backwardData(doubles(dy), doubles(plain));
    Buffer dx = memory.random(x.floats(), 0, 1);
    double[] added = doubles(dx);
    for (int i = 0; i < added.length; i++) {
      added[i] += expected[i];
    }
    convolution.backwardData(dy, weights, dx, true).run();
    assertNear(added, dx, tolerance, "dx, added");
    convolution.backwardData(dy, weights, dx, false).run();
    assertNear(expected, dx, tolerance, "dx");
  }

  private void backwardWeights() {
    double[] expected = reference.backwardWeights(doubles(x), doubles(dy));
    double[] sums = new double[shape.outputs()];
    for (int i = 0; i < dy.floats(); i++) {
      sums[i % shape.outputs()] += Lanes.get(dy.address() + 4L * i);
    }
    Buffer dweights = memory.random(weights.floats(), 0, 1);
    Buffer back = memory.allocate(plain.floats());
    Buffer dbias = memory.random(shape.outputs(), 0, 1);
    for (Buffer wanted : new Buffer[] {dbias, null}) {
      convolution.backwardWeights(x, dy, dweights, wanted).run();
      convolution.store(dweights, back).run();
      assertNear(expected, back, tolerance, "dweights");
    }
    assertNear(sums, dbias, tolerance, "dbias");
  }
}
