package dev.clientele.network;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.MatrixProduct;
import dev.clientele.kernel.MatrixProduct.Strides;
import java.util.List;

/** Lays out embeddings: a product with a one-hot choice, which any device has. */
final class EmbeddingLayer {
  private EmbeddingLayer() {}

  /**
   * {@code choice * table + plus} with a parameter {@code name.weight} of {@code [rows, width]}:
   * where a choice's row is one-hot, that row of the table; where it is zero, nothing.
   *
   * @param choice {@code [batch, 1, 1, rows]}
   */
  static Value lay(NetworkBuilder network, String name, Value choice, int width, Value plus) {
    int rows = choice.channels;
    String tensor = name + ".weight";
    boolean train = network.trains(tensor);
    Buffer table = network.kernels.allocate((long) rows * width);
    Buffer gradient = train ? network.kernels.allocate(table.floats()) : null;
    network.parameter(Parameter.plain(tensor, List.of(rows, width), table, gradient));
    Value y = network.value(1, 1, width, train || NetworkBuilder.needs(plus));
    Strides choices = MatrixProduct.rows(rows);
    Strides ys = MatrixProduct.rows(width);
    network.forward(
        network.product(
            MatrixProduct.single(network.batch, width, rows, choices, ys, ys),
            choice.data,
            table,
            null,
            NetworkBuilder.data(plus),
            false,
            y.data));
    network.onBackward(
        y,
        () -> {
          if (train) {
            network.backward(
                network.product(
                    MatrixProduct.single(rows, width, network.batch, choices.transposed(), ys, ys),
                    choice.data,
                    y.gradient,
                    null,
                    null,
                    false,
                    gradient));
          }
          network.passOn(y, plus);
        });
    return y;
  }
}
