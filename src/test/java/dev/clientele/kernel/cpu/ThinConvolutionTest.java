package dev.clientele.kernel.cpu;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.kernel.ConvolutionShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThinConvolutionTest {
  /** Of the tensor's norm. */
  private static final double TOLERANCE = 2e-6;

  private static ConvolutionShape shape(int batch, int height, int width, int from, int to) {
    return ConvolutionShape.same(batch, height, width, from, to, 3, 1);
  }

  private static ThinConvolution convolution(
      ConvolutionShape shape, OneDnn dnn, NativeMemory memory) {
    return new ThinConvolution(
        shape,
        new DirectConvolution(dnn, memory::allocate, shape),
        new Products(dnn),
        memory::allocate,
        new Scratch(memory::allocate));
  }

  /** batch, height, width, inputs, outputs. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1, 1",
    "2, 1, 5, 1, 16",
    "2, 5, 1, 16, 1",
    "1, 2, 2, 3, 4",
    "3, 7, 6, 3, 64",
    "3, 7, 6, 64, 3",
    "2, 9, 33, 1, 32",
    "2, 9, 33, 32, 1",
    "1, 8, 8, 4, 5",
    "1, 8, 8, 5, 4",
    "5, 6, 4, 2, 24",
    "5, 6, 4, 24, 2",
  })
  void agreesWithItsDefinition(int batch, int height, int width, int from, int to) {
    ConvolutionShape shape = shape(batch, height, width, from, to);
    try (OneDnn dnn = new OneDnn();
        NativeMemory memory = new NativeMemory(from)) {
      ThinConvolution convolution = convolution(shape, dnn, memory);
      new ConvolutionAgreement(shape, new NaiveConvolution(shape), convolution, memory, TOLERANCE)
          .check();
    }
  }

  @Test
  void suitsTheChannelsOfAnImage() {
    assertTrue(ThinConvolution.suits(shape(1, 8, 8, 3, 64)));
    assertTrue(ThinConvolution.suits(shape(1, 8, 8, 64, 1)));
    assertFalse(ThinConvolution.suits(shape(1, 8, 8, 5, 64)), "channels");
    assertFalse(ThinConvolution.suits(ConvolutionShape.same(1, 8, 8, 3, 64, 3, 2)), "stride");
    assertFalse(ThinConvolution.suits(ConvolutionShape.same(1, 8, 8, 3, 64, 1, 1)), "1 x 1");
    assertFalse(ThinConvolution.suits(new ConvolutionShape(1, 8, 8, 3, 64, 3, 1, 0, 2)), "padding");
    try (OneDnn dnn = new OneDnn();
        NativeMemory memory = new NativeMemory(1);
        CpuKernels kernels = new CpuKernels()) {
      assertInstanceOf(ThinConvolution.class, kernels.convolution(shape(1, 8, 8, 64, 3), true));
      assertThrows(
          IllegalArgumentException.class, () -> convolution(shape(1, 8, 8, 8, 8), dnn, memory));
    }
  }
}
