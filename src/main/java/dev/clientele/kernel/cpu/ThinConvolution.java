package dev.clientele.kernel.cpu;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.Convolution;
import dev.clientele.kernel.ConvolutionShape;
import dev.clientele.kernel.MatrixProduct;
import dev.clientele.kernel.MatrixProduct.Strides;
import dev.clientele.kernel.Step;
import java.util.function.LongFunction;

/**
 * A 3 x 3 convolution from or to as few channels as an image has: oneDNN's, except for the passes
 * in which that leaves most of its vectors empty. Those are single matrix products: the gradient of
 * the weights over the 3 x 3 pixels around every pixel of the thin side, and the forward pass to
 * few channels with all taps of every pixel, whose results are then gathered. The data gradient,
 * and a forward pass that adds to something, are oneDNN's.
 */
final class ThinConvolution implements Convolution {
  private static final int MOST_CHANNELS = 4;
  private static final int TAPS = 9;

  private final ConvolutionShape shape;
  private final DirectConvolution direct;
  private final Products products;
  private final LongFunction<Buffer> allocate;
  private final Scratch scratch;

  /** Whether the shape is such a one. */
  static boolean suits(ConvolutionShape s) {
    return s.kernel() == 3
        && s.stride() == 1
        && s.before() == 1
        && s.after() == 1
        && Math.min(s.inputs(), s.outputs()) <= MOST_CHANNELS;
  }

  /**
   * @param direct the same convolution, by oneDNN
   * @param allocate gives memory of so many numbers, which its owner frees
   * @param scratch what all convolutions of a worker share
   */
  ThinConvolution(
      ConvolutionShape shape,
      DirectConvolution direct,
      Products products,
      LongFunction<Buffer> allocate,
      Scratch scratch) {
    if (!suits(shape)) {
      throw new IllegalArgumentException(
          "expected a 3 x 3 convolution from or to at most "
              + MOST_CHANNELS
              + " channels but was "
              + shape);
    }
    this.shape = shape;
    this.direct = direct;
    this.products = products;
    this.allocate = allocate;
    this.scratch = scratch;
  }

  @Override
  public long weightFloats() {
    return direct.weightFloats();
  }

  @Override
  public Step load(Buffer plain, Buffer weights) {
    return direct.load(plain, weights);
  }

  @Override
  public Step store(Buffer weights, Buffer plain) {
    return direct.store(weights, plain);
  }

  @Override
  public Step refresh(Buffer weights, boolean backward) {
    return direct.refresh(weights, backward);
  }

  private long pixels() {
    return (long) shape.batch() * shape.height() * shape.width();
  }

  @Override
  public Step forward(
      Buffer x, Buffer weights, Buffer bias, Buffer residual, boolean add, Buffer y) {
    if (shape.outputs() > MOST_CHANNELS || residual != null || add) {
      return direct.forward(x, weights, bias, residual, add, y);
    }
    int in = shape.inputs();
    int out = shape.outputs();
    int columns = TAPS * out;
    Addresses.of("x", x, pixels() * in);
    long to = Addresses.of("y", y, pixels() * out);
    long added = Addresses.of("bias", bias, out);
    Buffer plain = allocate.apply(shape.weights());
    Buffer byInput = allocate.apply(shape.weights());
    Step store = direct.store(weights, plain);
    long floats = pixels() * columns;
    long taps = scratch.at(Scratch.Place.LEFT, floats + PatchLoops.BEYOND);
    Step product =
        products.prepare(
            MatrixProduct.single(
                Math.toIntExact(pixels()),
                columns,
                in,
                MatrixProduct.rows(in),
                MatrixProduct.rows(columns),
                MatrixProduct.rows(columns)),
            x,
            byInput,
            null,
            null,
            false,
            new Buffer(taps, floats));
    Buffer biases = allocate.apply(PatchLoops.BEYOND);
    long row = (long) shape.width() * columns;
    long zeros = scratch.at(Scratch.Place.ZEROS, row + PatchLoops.BEYOND);
    long rows = scratch.at(Scratch.Place.RIGHT, (long) shape.width() * out + PatchLoops.BEYOND);
    return () -> {
      store.run();
      PatchLoops.byInput(plain.address(), in, out, byInput.address());
      product.run();
      if (added != 0) {
        ElementLoops.copy(added, biases.address(), out);
      }
      gather(taps, zeros, biases.address(), rows, to);
    };
  }

  private void gather(long taps, long zeros, long bias, long row, long y) {
    int out = shape.outputs();
    long step = (long) Float.BYTES * shape.width() * TAPS * out;
    long each = (long) shape.width() * out;
    for (int image = 0; image < shape.batch(); image++) {
      for (int r = 0; r < shape.height(); r++, taps += step, y += Float.BYTES * each) {
        PatchLoops.gather(
            r > 0 ? taps - step : zeros,
            taps,
            r < shape.height() - 1 ? taps + step : zeros,
            shape.width(),
            out,
            bias,
            row);
        ElementLoops.copy(row, y, each);
      }
    }
  }

  @Override
  public Step backwardData(Buffer dy, Buffer weights, Buffer dx, boolean add) {
    return direct.backwardData(dy, weights, dx, add);
  }

  @Override
  public Step backwardWeights(Buffer x, Buffer dy, Buffer dweights, Buffer dbias) {
    int in = shape.inputs();
    int out = shape.outputs();
    long from = Addresses.of("x", x, pixels() * in);
    long gradients = Addresses.of("dy", dy, pixels() * out);
    boolean few = in <= MOST_CHANNELS;
    Patches patches = new Patches(shape, few ? in : out, few ? from : gradients, scratch);
    Buffer product = allocate.apply(shape.weights());
    Step multiply =
        few
            ? transposed(patches.rows(), patches.length(), dy, out, product)
            : transposed(x, in, patches.rows(), patches.length(), product);
    // Of [3, 3, inputs, outputs], or of [inputs, 3, 3, outputs] with the taps from last to first.
    long row = (long) Float.BYTES * out;
    long input = few ? row : TAPS * row;
    long tap = few ? in * row : -row;
    long first = product.address() + (few ? 0 : (TAPS - 1) * row);
    Buffer plain = allocate.apply(shape.weights());
    Step load = direct.load(plain, dweights);
    long sums = Addresses.of("dbias", dbias, out);
    return () -> {
      patches.run();
      multiply.run();
      PatchLoops.toPlain(first, input, tap, in, out, plain.address());
      load.run();
      if (sums != 0) {
        ElementLoops.columnSums(gradients, false, sums, pixels(), out);
      }
    };
  }

  /** {@code c = a^T b}, where a and b have a row a pixel. */
  private Step transposed(Buffer a, int m, Buffer b, int n, Buffer c) {
    Strides columns = MatrixProduct.rows(m).transposed();
    int k = Math.toIntExact(pixels());
    MatrixProduct by =
        MatrixProduct.single(m, n, k, columns, MatrixProduct.rows(n), MatrixProduct.rows(n));
    return products.prepare(by, a, b, null, null, false, c);
  }
}
