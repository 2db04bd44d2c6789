package dev.clientele.network;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.MatrixProduct;
import dev.clientele.kernel.MatrixProduct.Strides;
import dev.clientele.kernel.Step;
import dev.clientele.network.DenseLayer.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * The adapters beside a dense layer, or beside several that are computed as one: their A's are
 * stacked and computed as one, too.
 */
final class DenseAdapters {
  /** One adapter's B, and which of the layer's outputs it adds to. */
  private record Up(int from, int outputs, Parameter b) {}

  private final int rank;
  private final float scale;
  private final int inputs;
  private final Buffer down;
  private final Buffer downGradient;
  private final List<Up> ups;

  private DenseAdapters(Lora lora, int inputs, Buffer down, Buffer downGradient, List<Up> ups) {
    this.rank = lora.rank();
    this.scale = (float) lora.scale();
    this.inputs = inputs;
    this.down = down;
    this.downGradient = downGradient;
    this.ups = ups;
  }

  /** The adapters of those parts that have one; null where none has. */
  static DenseAdapters parameters(
      NetworkBuilder network, List<Part> parts, int inputs, boolean pointwise) {
    List<Part> adapted = parts.stream().filter(part -> network.adapts(part.name())).toList();
    if (adapted.isEmpty()) {
      return null;
    }
    int r = network.lora().rank();
    boolean train = network.trains(adapted.getFirst().name() + Lora.DOWN);
    Buffer down = network.kernels.allocate((long) adapted.size() * r * inputs);
    Buffer gradient = train ? network.kernels.allocate(down.floats()) : null;
    List<Up> ups = new ArrayList<>();
    int from = 0;
    for (Part part : parts) {
      if (adapted.contains(part)) {
        String name = part.name() + Lora.DOWN;
        if (network.trains(name) != train) {
          throw new IllegalArgumentException(
              name + " is computed together with others and must be trained with them");
        }
        long at = (long) ups.size() * r * inputs;
        long size = (long) r * inputs;
        network.parameter(
            Parameter.plain(
                name,
                pointwise ? List.of(r, inputs, 1, 1) : List.of(r, inputs),
                down.slice(at, size),
                train ? gradient.slice(at, size) : null));
        ups.add(new Up(from, part.outputs(), up(network, part, pointwise)));
      }
      from += part.outputs();
    }
    return new DenseAdapters(network.lora(), inputs, down, gradient, ups);
  }

  /** The adapter of a table, which a one-hot choice is multiplied with; null where it has none. */
  static DenseAdapters table(NetworkBuilder network, String name, int rows, int width) {
    if (!network.adapts(name)) {
      return null;
    }
    int r = network.lora().rank();
    Parameter a = network.matrix(name + Lora.TABLE_DOWN, List.of(r, rows));
    Parameter b = network.matrix(name + Lora.TABLE_UP, List.of(width, r));
    return new DenseAdapters(
        network.lora(), rows, a.value(), a.gradient(), List.of(new Up(0, width, b)));
  }

  private static Parameter up(NetworkBuilder network, Part part, boolean pointwise) {
    int r = network.lora().rank();
    int n = part.outputs();
    return network.matrix(part.name() + Lora.UP, pointwise ? List.of(n, r, 1, 1) : List.of(n, r));
  }

  boolean trained() {
    return downGradient != null || ups.stream().anyMatch(up -> up.b().trained());
  }

  /**
   * Adds the adapters' outputs to y, which already holds the layer's.
   *
   * @param xs the layer's inputs, side by side
   */
  void lay(NetworkBuilder network, List<Value> xs, Value y) {
    int rows = network.batch * y.pixels();
    int ranks = rank * ups.size();
    Strides hs = MatrixProduct.rows(ranks);
    Strides as = MatrixProduct.rows(inputs);
    Strides bs = MatrixProduct.rows(rank);
    Strides ys = MatrixProduct.rows(y.channels);
    Buffer h = network.kernels.allocate((long) rows * ranks);
    int column = 0;
    for (Value x : xs) {
      MatrixProduct shape =
          MatrixProduct.single(
              rows, ranks, x.channels, MatrixProduct.rows(x.channels), as.transposed(), hs);
      network.forward(product(network, shape, x.data, tail(down, column), column > 0, h));
      column += x.channels;
    }
    for (int i = 0; i < ups.size(); i++) {
      Up up = ups.get(i);
      MatrixProduct shape = scaled(rows, up.outputs(), rank, hs, bs.transposed(), ys);
      network.forward(
          product(
              network, shape, tail(h, i * rank), up.b().value(), true, tail(y.data, up.from())));
    }
    network.onBackward(y, () -> layBackward(network, xs, y, h));
  }

  private void layBackward(NetworkBuilder network, List<Value> xs, Value y, Buffer h) {
    int rows = network.batch * y.pixels();
    int ranks = rank * ups.size();
    Strides hs = MatrixProduct.rows(ranks);
    Strides bs = MatrixProduct.rows(rank);
    Strides ys = MatrixProduct.rows(y.channels);
    boolean below = downGradient != null || xs.stream().anyMatch(x -> x.needsGradient);
    Buffer dh = below ? network.kernels.allocate(h.floats()) : null;
    for (int i = 0; i < ups.size(); i++) {
      Up up = ups.get(i);
      Buffer dy = tail(y.gradient, up.from());
      if (up.b().trained()) {
        MatrixProduct shape = scaled(up.outputs(), rank, rows, ys.transposed(), hs, bs);
        network.backward(product(network, shape, dy, tail(h, i * rank), false, up.b().gradient()));
      }
      if (below) {
        MatrixProduct shape = scaled(rows, rank, up.outputs(), ys, bs, hs);
        network.backward(product(network, shape, dy, up.b().value(), false, tail(dh, i * rank)));
      }
    }
    int column = 0;
    for (Value x : xs) {
      layBackward(network, x, column, rows, dh);
      column += x.channels;
    }
  }

  private void layBackward(NetworkBuilder network, Value x, int column, int rows, Buffer dh) {
    int ranks = rank * ups.size();
    Strides hs = MatrixProduct.rows(ranks);
    Strides as = MatrixProduct.rows(inputs);
    Strides xs = MatrixProduct.rows(x.channels);
    if (downGradient != null) {
      MatrixProduct shape = MatrixProduct.single(ranks, x.channels, rows, hs.transposed(), xs, as);
      network.backward(product(network, shape, dh, x.data, false, tail(downGradient, column)));
    }
    if (x.needsGradient) {
      Buffer dx = network.gradient(x);
      MatrixProduct shape = MatrixProduct.single(rows, x.channels, ranks, hs, as, xs);
      network.backward(product(network, shape, dh, tail(down, column), x.gradientWritten, dx));
      x.gradientWritten = true;
    }
  }

  private MatrixProduct scaled(int m, int n, int k, Strides a, Strides b, Strides c) {
    return new MatrixProduct(1, 1, m, n, k, a, b, c, scale);
  }

  private static Step product(
      NetworkBuilder network, MatrixProduct shape, Buffer a, Buffer b, boolean add, Buffer c) {
    return network.kernels.product(shape, a, b, null, null, add, c);
  }

  private static Buffer tail(Buffer buffer, int from) {
    return buffer.slice(from, buffer.floats() - from);
  }
}
