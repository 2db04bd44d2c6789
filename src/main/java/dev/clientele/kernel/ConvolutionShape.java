package dev.clientele.kernel;

/**
 * A square two-dimensional convolution, NHWC, zero padding.
 *
 * @param before padding above and to the left
 * @param after padding below and to the right
 */
public record ConvolutionShape(
    int batch,
    int height,
    int width,
    int inputs,
    int outputs,
    int kernel,
    int stride,
    int before,
    int after) {
  /** A convolution whose padding keeps the size (divided by the stride, rounded up). */
  public static ConvolutionShape same(
      int batch, int height, int width, int inputs, int outputs, int kernel, int stride) {
    int pad = (kernel - 1) / 2;
    return new ConvolutionShape(batch, height, width, inputs, outputs, kernel, stride, pad, pad);
  }

  public int outputHeight() {
    return (height + before + after - kernel) / stride + 1;
  }

  public int outputWidth() {
    return (width + before + after - kernel) / stride + 1;
  }

  /** Numbers of the weights {@code [outputs, inputs, kernel, kernel]}. */
  public long weights() {
    return (long) outputs * inputs * kernel * kernel;
  }

  /** Floating-point operations of one forward pass. */
  public double flops() {
    return 2.0 * batch * outputHeight() * outputWidth() * weights();
  }
}
