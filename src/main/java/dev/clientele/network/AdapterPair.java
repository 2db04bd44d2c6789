package dev.clientele.network;

import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * One layer's adapter as two matrices.
 *
 * @param base the tensor that it adapts
 * @param shape that tensor's
 * @param table whether that tensor is an embedding's, which is the transposed product
 * @param outputs rows of b
 * @param rank columns of b and rows of a
 * @param inputs columns of a: a convolution's inputs times its kernel's places
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record AdapterPair(
    String base,
    List<Integer> shape,
    boolean table,
    int outputs,
    int rank,
    int inputs,
    float[] b,
    float[] a) {

  /** All adapters among the tensors, in their order; other tensors are passed over. */
  static List<AdapterPair> of(Weights weights) {
    List<AdapterPair> pairs = new ArrayList<>();
    for (Layout.Entry e : weights.layout().entries()) {
      if (Lora.isAdapter(e.name()) && Lora.isDown(e.name())) {
        pairs.add(of(weights, e));
      }
    }
    return pairs;
  }

  private static AdapterPair of(Weights weights, Layout.Entry down) {
    boolean table = down.name().endsWith(Lora.TABLE_DOWN);
    String suffix = table ? Lora.TABLE_DOWN : Lora.DOWN;
    String layer = down.name().substring(0, down.name().length() - suffix.length());
    Layout.Entry up = weights.layout().entry(layer + (table ? Lora.TABLE_UP : Lora.UP));
    int rank = down.shape().getFirst();
    int outputs = up.shape().getFirst();
    if (up.shape().size() < 2 || up.shape().get(1) != rank) {
      throw new IllegalArgumentException(
          up.name() + ": expected rank " + rank + " but its shape was " + up.shape());
    }
    List<Integer> shape = new ArrayList<>(down.shape());
    shape.set(0, outputs);
    return new AdapterPair(
        layer + ".weight",
        table ? shape.reversed() : shape,
        table,
        outputs,
        rank,
        down.size() / rank,
        weights.tensor(up.name()),
        weights.tensor(down.name()));
  }

  /** The adapted layer. */
  String layer() {
    return base.substring(0, base.length() - ".weight".length());
  }

  /** A and B of another rank, under this layer's names. */
  Layout layout(int otherRank) {
    List<Integer> down = new ArrayList<>(table ? shape.reversed() : shape);
    down.set(0, otherRank);
    List<Integer> up = new ArrayList<>(down);
    up.replaceAll(size -> 1);
    up.set(0, outputs);
    up.set(1, otherRank);
    return new Layout.Builder()
        .add(layer() + (table ? Lora.TABLE_DOWN : Lora.DOWN), down)
        .add(layer() + (table ? Lora.TABLE_UP : Lora.UP), up)
        .build();
  }

  /** Numbers of the adapted tensor. */
  int size() {
    return outputs * inputs;
  }

  /** Adds {@code factor * b a} to a row-major {@code outputs x inputs} matrix. */
  void addProduct(double factor, double[] to) {
    for (int o = 0; o < outputs; o++) {
      for (int r = 0; r < rank; r++) {
        double f = factor * b[o * rank + r];
        for (int i = 0; i < inputs; i++) {
          to[o * inputs + i] += f * a[r * inputs + i];
        }
      }
    }
  }

  /** A row-major {@code outputs x inputs} matrix as the adapted tensor has it. */
  double[] arranged(double[] product) {
    if (!table) {
      return product;
    }
    double[] result = new double[product.length];
    for (int o = 0; o < outputs; o++) {
      for (int i = 0; i < inputs; i++) {
        result[i * outputs + o] = product[o * inputs + i];
      }
    }
    return result;
  }
}
