package dev.clientele.kernel.cpu;

import static dev.clientele.kernel.cpu.NativeMemory.assertNear;
import static dev.clientele.kernel.cpu.NativeMemory.doubles;
import static dev.clientele.kernel.cpu.NativeMemory.floats;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.ConvolutionShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WinogradTest {
  /** Of the tensor's norm. */
  private static final double TOLERANCE = 2e-5;

  private static ConvolutionShape shape(int batch, int height, int width, int from, int to) {
    return ConvolutionShape.same(batch, height, width, from, to, 3, 1);
  }

  /**
   * batch, height, width, inputs, outputs; the last needs several blocks, of which one is smaller.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 7, 7, 32, 32",
    "3, 5, 9, 16, 32",
    "8, 7, 7, 48, 16",
    "3, 14, 14, 64, 32",
    "1, 28, 28, 32, 16",
    "1, 1, 2, 32, 32",
    "11, 28, 28, 16, 64",
    "2, 6, 30, 128, 80",
  })
  void agreesWithItsDefinition(int batch, int height, int width, int from, int to) {
    for (boolean trained : new boolean[] {true, false}) {
      agreesWithItsDefinition(batch, height, width, from, to, trained);
    }
  }

  private static void agreesWithItsDefinition(
      int batch, int height, int width, int from, int to, boolean trained) {
    ConvolutionShape shape = shape(batch, height, width, from, to);
    ConvolutionReference reference = new ConvolutionReference(shape);
    try (NativeMemory memory = new NativeMemory(from)) {
      Winograd winograd = winograd(shape, trained, memory);
      Buffer x = memory.random((long) reference.pixels() * from, 0.2, 1);
      Buffer dy = memory.random((long) reference.pixels() * to, 0.1, 1);
      Buffer plain = memory.random(shape.weights(), 0, 0.1);
      Buffer bias = memory.random(to, 0, 1);
      Buffer residual = memory.random(dy.floats(), 0, 1);
      Buffer weights = memory.allocate(winograd.weightFloats());
      winograd.load(plain, weights).run();
      winograd.refresh(weights, true).run();

      double[] y = reference.forward(doubles(x), doubles(plain));
      Buffer out = memory.random(dy.floats(), 0, 1);
      winograd.forward(x, weights, null, null, false, out).run();
      assertNear(y, out, TOLERANCE, "y");
      double[] before = doubles(out);
      winograd.forward(x, weights, bias, residual, true, out).run();
      for (int i = 0; i < y.length; i++) {
        y[i] += doubles(bias.slice(i % to, 1))[0] + doubles(residual.slice(i, 1))[0];
        before[i] += y[i];
      }
      assertNear(before, out, TOLERANCE, "y with all added");
      winograd.forward(x, weights, bias, residual, false, out).run();
      assertNear(y, out, TOLERANCE, "y with bias and residual");
      winograd.forward(x, weights, null, null, true, residual).run();

      double[] gradient = reference.backwardData(doubles(dy), doubles(plain));
      Buffer dx = memory.random(x.floats(), 0, 1);
      winograd.backwardData(dy, weights, dx, false).run();
      assertNear(gradient, dx, TOLERANCE, "dx");
      winograd.backwardData(dy, weights, dx, true).run();
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= 2;
      }
      assertNear(gradient, dx, TOLERANCE, "dx added");

      Buffer dweights = memory.random(weights.floats(), 0, 1);
      Buffer dplain = memory.allocate(weights.floats());
      Buffer dbias = memory.allocate(to);
      for (Buffer wanted : new Buffer[] {dbias, null}) {
        winograd.backwardWeights(x, dy, dweights, wanted).run();
        winograd.store(dweights, dplain).run();
        double[] expected = reference.backwardWeights(doubles(x), doubles(dy));
        assertNear(expected, dplain, TOLERANCE, "dweights");
      }
      double[] sums = new double[to];
      double[] all = doubles(dy);
      for (int i = 0; i < all.length; i++) {
        sums[i % to] += all[i];
      }
      assertNear(sums, dbias, TOLERANCE, "dbias");
    }
  }

  private static Winograd winograd(ConvolutionShape shape, boolean trained, NativeMemory memory) {
    Scratch scratch = new Scratch(memory::allocate);
    return new Winograd(shape, trained, new NaivePlaneProducts(), memory::allocate, scratch);
  }

  @Test
  void storeUndoesLoad() {
    try (NativeMemory memory = new NativeMemory(1)) {
      Winograd winograd = winograd(shape(1, 4, 4, 16, 32), true, memory);
      Buffer plain = memory.random(16 * 32 * 9, 0, 1);
      Buffer weights = memory.allocate(winograd.weightFloats());
      Buffer back = memory.allocate(plain.floats());
      winograd.load(plain, weights).run();
      winograd.store(weights, back).run();
      assertArrayEquals(floats(plain), floats(back));
      int output = 5;
      int input = 3;
      int tap = 7;
      assertEquals(
          floats(plain)[(output * 16 + input) * 9 + tap],
          floats(weights)[(tap * 16 + input) * 32 + output]);
    }
  }

  @Test
  void instancesShareScratch() {
    try (NativeMemory memory = new NativeMemory(2)) {
      Scratch scratch = new Scratch(memory::allocate);
      ConvolutionShape[] shapes = {shape(1, 4, 4, 16, 32), shape(2, 9, 9, 64, 48)};
      Winograd[] all = new Winograd[2];
      Buffer[][] buffers = new Buffer[2][];
      for (int i = 0; i < 2; i++) {
        ConvolutionShape s = shapes[i];
        long pixels = (long) s.batch() * s.height() * s.width();
        buffers[i] =
            new Buffer[] {
              memory.random(pixels * s.inputs(), 0, 1),
              memory.random(s.weights(), 0, 1),
              memory.allocate(s.weights()),
              memory.allocate(pixels * s.outputs())
            };
        all[i] = new Winograd(s, i == 0, new NaivePlaneProducts(), memory::allocate, scratch);
      }
      for (int i : new int[] {0, 1, 0}) {
        Buffer[] b = buffers[i];
        all[i].load(b[1], b[2]).run();
        all[i].refresh(b[2], false).run();
        all[i].forward(b[0], b[2], null, null, false, b[3]).run();
        double[] expected =
            new ConvolutionReference(shapes[i]).forward(doubles(b[0]), doubles(b[1]));
        assertNear(expected, b[3], TOLERANCE, "y of " + i);
      }
    }
  }

  @Test
  void suitsWhatItIsWorthItFor() {
    assertTrue(WinogradPlan.suits(shape(1, 7, 7, 16, 32)));
    assertTrue(WinogradPlan.suits(shape(1, 7, 7, 16, 16)));
    assertFalse(WinogradPlan.suits(shape(1, 7, 7, 8, 8)), "too few channels");
    assertFalse(WinogradPlan.suits(shape(1, 7, 7, 24, 48)), "not a multiple of 16");
    assertFalse(WinogradPlan.suits(shape(1, 7, 7, 3, 64)), "not a multiple of 16");
    assertFalse(WinogradPlan.suits(ConvolutionShape.same(1, 8, 8, 64, 64, 3, 2)), "stride");
    assertFalse(WinogradPlan.suits(ConvolutionShape.same(1, 8, 8, 64, 64, 1, 1)), "1 x 1");
    assertFalse(WinogradPlan.suits(new ConvolutionShape(1, 8, 8, 64, 64, 3, 1, 0, 2)), "padding");
    try (NativeMemory memory = new NativeMemory(3)) {
      assertThrows(
          IllegalArgumentException.class, () -> winograd(shape(1, 7, 7, 8, 16), true, memory));
    }
  }

  @Test
  void blocksCoverEveryTileRowOnce() {
    for (long most : new long[] {1, 7, 20, 1000}) {
      WinogradTiles tiles = WinogradTiles.of(5, 26, 9, 6, most);
      assertEquals(5 * 7, tiles.all());
      assertEquals(3, tiles.columns());
      int rows = 0;
      for (int i = 0; i < tiles.blocks(); i++) {
        assertTrue(tiles.blockRows(i) > 0);
        assertTrue(tiles.blockRows(i) <= Math.max(1, most / 3));
        rows += tiles.blockRows(i);
      }
      assertEquals(tiles.all(), rows);
    }
  }
}
