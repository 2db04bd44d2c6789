package dev.clientele.kernel.cpu;

import static dev.clientele.kernel.cpu.NativeMemory.assertNear;
import static dev.clientele.kernel.cpu.NativeMemory.doubles;
import static dev.clientele.kernel.cpu.NativeMemory.floats;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.ConvolutionShape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectConvolutionTest {
  /** Of the tensor's norm. */
  private static final double TOLERANCE = 2e-6;

  /** batch, height, width, inputs, outputs, kernel, stride, padding before and after. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1, 1, 3, 1, 1, 1",
    "2, 6, 5, 3, 7, 3, 1, 1, 1",
    "3, 4, 4, 32, 24, 3, 1, 1, 1",
    "1, 7, 9, 8, 16, 3, 2, 1, 1",
    "3, 8, 6, 16, 8, 3, 2, 0, 1",
    "2, 6, 10, 5, 6, 3, 2, 0, 1",
    "2, 5, 4, 6, 10, 1, 1, 0, 0",
    "1, 6, 7, 8, 16, 1, 2, 0, 0",
    "2, 5, 5, 8, 8, 3, 1, 2, 0"
  })
  void agreesWithItsDefinition(
      int batch,
      int height,
      int width,
      int in,
      int out,
      int kernel,
      int stride,
      int before,
      int after) {
    ConvolutionShape shape =
        new ConvolutionShape(batch, height, width, in, out, kernel, stride, before, after);
    try (OneDnn dnn = new OneDnn();
        NativeMemory memory = new NativeMemory(kernel)) {
      Case c = new Case(shape, new NaiveConvolution(shape), dnn, memory);
      c.loadAndStore();
      c.forward();
      c.backwardData();
      c.backwardWeights();
    }
  }

  private static final class Case {
    private final ConvolutionShape shape;
    private final NaiveConvolution naive;
    private final NativeMemory memory;
    private final DirectConvolution convolution;
    private final Buffer x;
    private final Buffer dy;
    private final Buffer plain;
    private final Buffer weights;

    Case(ConvolutionShape shape, NaiveConvolution naive, OneDnn dnn, NativeMemory memory) {
      this.shape = shape;
      this.naive = naive;
      this.memory = memory;
      convolution = new DirectConvolution(dnn, memory::allocate, shape);
      x = memory.random(naive.inputSize(), 0.2, 1);
      dy = memory.random(naive.outputSize(), 0.1, 1);
      plain = memory.random(shape.weights(), 0, 0.3);
      weights = memory.random(convolution.weightFloats(), 9, 1);
      convolution.load(plain, weights).run();
      convolution.refresh(weights, true).run();
    }

    void loadAndStore() {
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
    void forward() {
      Buffer bias = memory.random(shape.outputs(), 0, 1);
      Buffer residual = memory.random(dy.floats(), 0, 1);
      double[] product = naive.forward(doubles(x), doubles(plain));
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
                x,
                weights,
                (ways & 1) == 0 ? null : bias,
                (ways & 2) == 0 ? null : residual,
                add,
                y)
            .run();
        assertNear(expected, y, TOLERANCE, "y, way " + ways);
      }
    }

    void backwardData() {
      double[] expected = naive.backwardData(doubles(dy), doubles(plain));
      Buffer dx = memory.random(x.floats(), 0, 1);
      double[] added = doubles(dx);
      for (int i = 0; i < added.length; i++) {
        added[i] += expected[i];
      }
      convolution.backwardData(dy, weights, dx, true).run();
      assertNear(added, dx, TOLERANCE, "dx, added");
      convolution.backwardData(dy, weights, dx, false).run();
      assertNear(expected, dx, TOLERANCE, "dx");
    }

    void backwardWeights() {
      double[] expected = naive.backwardWeights(doubles(x), doubles(dy));
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
        assertNear(expected, back, TOLERANCE, "dweights");
      }
      assertNear(sums, dbias, TOLERANCE, "dbias");
    }
  }
}
