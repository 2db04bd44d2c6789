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
   * where a choice's row is one-hot, that row of the table; where it is zero, nothing. A table
   * narrower than {@code plus} is added to its first numbers.
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
    int total = plus.channels;
    DenseAdapters adapter = DenseAdapters.table(network, name, rows, width);
    boolean needs = train || NetworkBuilder.needs(plus) || (adapter != null && adapter.trained());
    Value y = network.value(1, 1, total, needs);
    Strides choices = MatrixProduct.rows(rows);
    Strides tables = MatrixProduct.rows(width);
    Strides ys = MatrixProduct.rows(total);
    boolean narrow = width < total;
    if (narrow) {
      network.forward(network.kernels.copy(plus.data, y.data));
    }
    network.forward(
        network.product(
            MatrixProduct.single(network.batch, width, rows, choices, tables, ys),
            choice.data,
            table,
            null,
            narrow ? null : plus.data,
            narrow,
            y.data));
    network.onBackward(
        y,
        () -> {
          if (train) {
            network.backward(
                network.product(
                    MatrixProduct.single(
                        rows, width, network.batch, choices.transposed(), ys, tables),
                    choice.data,
                    y.gradient,
                    null,
                    null,
                    false,
                    gradient));
          }
          network.passOn(y, plus);
        });
    if (adapter != null) {
      adapter.lay(network, List.of(choice), y);
    }
    return y;
  }
}
