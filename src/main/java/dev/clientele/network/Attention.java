package dev.clientele.network;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.Kernels;
import dev.clientele.kernel.MatrixProduct;
import dev.clientele.kernel.MatrixProduct.Strides;
import dev.clientele.kernel.Step;

/**
 * Scaled dot-product attention between the pixels of an image (Vaswani et al. 2017), {@code
 * softmax(q k' / sqrt(d)) v} for every head of d channels. Queries, keys and values are read as
 * strided views of one tensor, without a copy.
 */
final class Attention {
  private final Kernels kernels;
  private final int batch;
  private final int heads;
  private final int pixels;
  private final int size;
  private final int channels;
  private final Strides parts;
  private final Strides dense;
  private final Strides square;
  private final float scale;
  private final Value y;
  private final Buffer weights;

  Attention(NetworkBuilder network, Value qkv, int heads) {
    this.kernels = network.kernels;
    this.batch = network.batch;
    this.heads = heads;
    this.channels = qkv.channels / 3;
    this.pixels = qkv.pixels();
    this.size = channels / heads;
    this.scale = (float) (1 / Math.sqrt(size));
    this.parts = new Strides((long) pixels * 3 * channels, size, 3L * channels, 1);
    this.dense = new Strides((long) pixels * channels, size, channels, 1);
    this.square = new Strides((long) heads * pixels * pixels, (long) pixels * pixels, pixels, 1);
    this.y = network.value(qkv.height, qkv.width, channels, qkv.needsGradient);
    this.weights = kernels.allocate((long) batch * heads * pixels * pixels);
    Buffer scores = kernels.allocate(weights.floats());
    int rows = batch * heads * pixels;
    network.forward(
        product(
            pixels,
            pixels,
            size,
            parts,
            part(qkv.data, 0),
            parts.transposed(),
            part(qkv.data, 1),
            square,
            scores,
            scale));
    network.forward(kernels.softmax(rows, pixels, scores, weights));
    network.forward(
        product(pixels, size, pixels, square, weights, parts, part(qkv.data, 2), dense, y.data, 1));
    network.onBackward(
        y,
        () -> {
          // The scores are not needed again: their memory takes the gradients.
          Buffer dqkv = network.gradient(qkv);
          network.backward(
              product(
                  pixels,
                  size,
                  pixels,
                  square.transposed(),
                  weights,
                  dense,
                  y.gradient,
                  parts,
                  part(dqkv, 2),
                  1));
          network.backward(
              product(
                  pixels,
                  pixels,
                  size,
                  dense,
                  y.gradient,
                  parts.transposed(),
                  part(qkv.data, 2),
                  square,
                  scores,
                  1));
          network.backward(kernels.softmaxBackward(rows, pixels, weights, scores, scores));
          network.backward(
              product(
                  pixels,
                  size,
                  pixels,
                  square,
                  scores,
                  parts,
                  part(qkv.data, 1),
                  parts,
                  part(dqkv, 0),
                  scale));
          network.backward(
              product(
                  pixels,
                  size,
                  pixels,
                  square.transposed(),
                  scores,
                  parts,
                  part(qkv.data, 0),
                  parts,
                  part(dqkv, 1),
                  scale));
          qkv.gradientWritten = true;
        });
  }

  Value output() {
    return y;
  }

  /** Where the queries (0), keys (1) or values (2) begin. */
  private Buffer part(Buffer all, int which) {
    long from = (long) which * channels;
    return all.slice(from, all.floats() - from);
  }

  private Step product(
      int m,
      int n,
      int k,
      Strides as,
      Buffer a,
      Strides bs,
      Buffer b,
      Strides cs,
      Buffer c,
      float factor) {
    MatrixProduct shape = new MatrixProduct(batch, heads, m, n, k, as, bs, cs, factor);
    return kernels.product(shape, a, b, null, null, false, c);
  }
}
