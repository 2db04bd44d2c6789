package dev.clientele.network;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.Convolution;
import dev.clientele.kernel.ConvolutionShape;
import dev.clientele.kernel.MatrixProduct;
import dev.clientele.kernel.MatrixProduct.Strides;
import java.util.List;

/** Lays out the adapter beside a convolution: a thin one of its kind, and a product a pixel. */
final class ConvolutionAdapter {
  /** A's outputs are filled up with zeros to a multiple of this, for which kernels are faster. */
  private static final int LANES = 8;

  private final ConvolutionShape shape;
  private final int rank;
  private final int outputs;
  private final float scale;
  private final Convolution by;
  private final Parameter a;
  private final Parameter b;

  private ConvolutionAdapter(
      NetworkBuilder network, String name, ConvolutionShape of, boolean upsampled) {
    Lora lora = network.lora();
    int r = lora.rank();
    int k = of.kernel();
    this.rank = r;
    this.outputs = of.outputs();
    this.scale = (float) lora.scale();
    this.shape =
        new ConvolutionShape(
            of.batch(),
            of.height(),
            of.width(),
            of.inputs(),
            (r + LANES - 1) / LANES * LANES,
            k,
            of.stride(),
            of.before(),
            of.after());
    String down = name + Lora.DOWN;
    boolean trained = network.trains(down);
    this.by = network.convolution(shape, upsampled, trained);
    this.a =
        Parameter.arranged(
            down, List.of(r, of.inputs(), k, k), by, shape.weights(), trained, network.kernels);
    network.parameter(a);
    this.b = network.matrix(name + Lora.UP, List.of(outputs, r, 1, 1));
  }

  /** The adapter of that layer; null where it has none. */
  static ConvolutionAdapter parameters(
      NetworkBuilder network, String name, ConvolutionShape shape, boolean upsampled) {
    return network.adapts(name) ? new ConvolutionAdapter(network, name, shape, upsampled) : null;
  }

  boolean trained() {
    return a.trained() || b.trained();
  }

  /** Adds the adapter's output to y, which already holds the layer's. */
  void lay(NetworkBuilder network, Value x, Value y) {
    int rows = network.batch * y.pixels();
    Strides hs = MatrixProduct.rows(shape.outputs());
    Strides bs = MatrixProduct.rows(rank);
    Strides ys = MatrixProduct.rows(outputs);
    Value h = network.value(y.height, y.width, shape.outputs(), a.trained() || x.needsGradient);
    network.refresh(by.refresh(a.value(), x.needsGradient), a.trained());
    network.forward(by.forward(x.data, a.value(), null, null, false, h.data));
    network.forward(
        network.kernels.product(
            scaled(rows, outputs, rank, hs, bs.transposed(), ys),
            h.data,
            b.value(),
            null,
            null,
            true,
            y.data));
    network.onBackward(y, () -> layBackward(network, x, h, y));
  }

  private void layBackward(NetworkBuilder network, Value x, Value h, Value y) {
    int rows = network.batch * y.pixels();
    Strides hs = MatrixProduct.rows(shape.outputs());
    Strides bs = MatrixProduct.rows(rank);
    Strides ys = MatrixProduct.rows(outputs);
    if (b.trained()) {
      network.backward(
          network.kernels.product(
              scaled(outputs, rank, rows, ys.transposed(), hs, bs),
              y.gradient,
              h.data,
              null,
              null,
              false,
              b.gradient()));
    }
    if (!h.needsGradient) {
      return;
    }
    Buffer dh = network.gradient(h);
    network.backward(
        network.kernels.product(
            scaled(rows, rank, outputs, ys, bs, hs), y.gradient, b.value(), null, null, false, dh));
    if (a.trained()) {
      network.backward(by.backwardWeights(x.data, dh, a.gradient(), null));
    }
    if (x.needsGradient) {
      Buffer dx = network.gradient(x);
      network.backward(by.backwardData(dh, a.value(), dx, x.gradientWritten));
      x.gradientWritten = true;
    }
  }

  private MatrixProduct scaled(int m, int n, int k, Strides left, Strides right, Strides to) {
    return new MatrixProduct(1, 1, m, n, k, left, right, to, scale);
  }
}
