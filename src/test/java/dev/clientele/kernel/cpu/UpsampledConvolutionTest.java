package dev.clientele.kernel.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.kernel.Convolution;
import dev.clientele.kernel.ConvolutionShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpsampledConvolutionTest {
  /** Of the tensor's norm. */
  private static final double TOLERANCE = 2e-6;

  private static ConvolutionShape shape(int batch, int height, int width, int from, int to) {
    return ConvolutionShape.same(batch, height, width, from, to, 3, 1);
  }

  private static WinogradUpsampled winograd(
      ConvolutionShape shape, boolean trained, NativeMemory memory) {
    return new WinogradUpsampled(
        shape, trained, new NaivePlaneProducts(), memory::allocate, new Scratch(memory::allocate));
  }

  /**
   * batch, up-sampled height and width, inputs, outputs; the last but one needs several blocks, of
   * which one is smaller, and the last more than one group of tiles in a row.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 2, 2, 16, 16",
    "1, 8, 8, 16, 32",
    "3, 14, 14, 32, 16",
    "2, 6, 18, 48, 32",
    "2, 32, 16, 16, 48",
    "11, 28, 28, 16, 64",
    "1, 8, 80, 128, 64",
  })
  void phasesAgreeWithTheDefinition(int batch, int height, int width, int from, int to) {
    ConvolutionShape shape = shape(batch, height, width, from, to);
    for (boolean trained : new boolean[] {true, false}) {
      try (NativeMemory memory = new NativeMemory(from)) {
        Convolution convolution = winograd(shape, trained, memory);
        ReferenceConvolution reference = new NaiveUpsampledConvolution(shape);
        new ConvolutionAgreement(shape, reference, convolution, memory, TOLERANCE).check();
      }
    }
  }

  /** Whatever way the device takes: up-sampling first with all but the first. */
  @ParameterizedTest
  @CsvSource({
    "true, 64, 16, 16, 16, 16",
    "true, 1, 4, 6, 32, 16",
    "true, 2, 6, 8, 3, 5",
    "false, 3, 8, 8, 16, 32",
  })
  void everyWayAgreesWithTheDefinition(
      boolean winograd, int batch, int height, int width, int from, int to) {
    ConvolutionShape shape = shape(batch, height, width, from, to);
    for (boolean trained : new boolean[] {true, false}) {
      try (CpuKernels kernels = new CpuKernels(winograd);
          NativeMemory memory = new NativeMemory(from)) {
        Convolution convolution = kernels.upsampledConvolution(shape, trained);
        ReferenceConvolution reference = new NaiveUpsampledConvolution(shape);
        new ConvolutionAgreement(shape, reference, convolution, memory, TOLERANCE * 10).check();
      }
    }
  }

  @Test
  void phasesAreTakenWhereTheyNeedFewerMultiplications() {
    assertTrue(WinogradUpsampled.suits(shape(32, 32, 32, 128, 128)));
    assertTrue(WinogradUpsampled.suits(shape(1, 28, 28, 16, 16)), "a batch of one, some overhang");
    assertFalse(WinogradUpsampled.suits(shape(64, 20, 20, 32, 32)), "tiles overhang");
    assertFalse(WinogradUpsampled.suits(shape(64, 16, 16, 24, 32)), "channels");
    assertFalse(WinogradUpsampled.suits(shape(64, 16, 17, 32, 32)), "odd");
  }

  @Test
  void oddSizesAreRefused() {
    ConvolutionShape odd = shape(1, 5, 6, 16, 16);
    try (NativeMemory memory = new NativeMemory(1);
        CpuKernels kernels = new CpuKernels()) {
      assertThrows(IllegalArgumentException.class, () -> winograd(odd, true, memory));
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class, () -> kernels.upsampledConvolution(odd, true));
      assertEquals(
          "expected an even height and width of up-sampled images but was " + odd, e.getMessage());
    }
  }
}
