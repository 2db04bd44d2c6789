package dev.clientele.kernel.cpu;

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
      DirectConvolution convolution = new DirectConvolution(dnn, memory::allocate, shape);
      new ConvolutionAgreement(shape, new NaiveConvolution(shape), convolution, memory, TOLERANCE)
          .check();
    }
  }
}
