package dev.clientele.network;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.MatrixProduct;
import dev.clientele.kernel.MatrixProduct.Strides;

/** Lays out means over an image's pixels: products with a row of equal shares. */
final class PixelMeanLayer {
  private PixelMeanLayer() {}

  /** {@code [batch, 1, 1, channels]} of {@code [batch, height, width, channels]}. */
  static Value lay(NetworkBuilder network, Value x) {
    int pixels = x.pixels();
    int channels = x.channels;
    float[] shares = new float[network.batch * pixels];
    java.util.Arrays.fill(shares, 1f / pixels);
    Buffer share = network.kernels.allocate(shares.length);
    network.kernels.write(shares, 0, share);
    Value y = network.value(1, 1, channels, x.needsGradient);
    Strides row = new Strides(pixels, 0, pixels, 1);
    Strides xs = new Strides((long) pixels * channels, 0, channels, 1);
    Strides ys = new Strides(channels, 0, channels, 1);
    network.forward(
        network.kernels.product(
            new MatrixProduct(network.batch, 1, 1, channels, pixels, row, xs, ys, 1),
            share,
            x.data,
            null,
            null,
            false,
            y.data));
    network.onBackward(
        y,
        () -> {
          Buffer dx = network.gradient(x);
          Strides column = new Strides(pixels, 0, 1, pixels);
          network.backward(
              network.kernels.product(
                  new MatrixProduct(network.batch, 1, pixels, channels, 1, column, ys, xs, 1),
                  share,
                  y.gradient,
                  null,
                  null,
                  x.gradientWritten,
                  dx));
          x.gradientWritten = true;
        });
    return y;
  }
}
