package dev.clientele.network;

import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Weights;

/** What low-rank adapters do to the weights that they are beside. */
public final class Adapters {
  private Adapters() {}

  /**
   * Weights that do without the adapters what the base does with them: {@code W + (alpha/rank) B
   * A}.
   *
   * @param base all tensors that the adapters are beside, and any others
   * @param adapters the tensors of adapters; any others are passed over
   * @return in the base's layout
   */
  public static Weights merge(Weights base, Weights adapters, Lora lora) {
    float[] merged = base.toArray();
    for (AdapterPair pair : AdapterPair.of(adapters)) {
      Layout.Entry e = base.layout().entry(pair.base());
      if (!e.shape().equals(pair.shape())) {
        throw new IllegalArgumentException(
            "an adapter of "
                + pair.base()
                + ": expected shape "
                + e.shape()
                + " but was "
                + pair.shape());
      }
      double[] product = new double[pair.size()];
      pair.addProduct(lora.scale(), product);
      product = pair.arranged(product);
      for (int i = 0; i < product.length; i++) {
        merged[e.offset() + i] = (float) (merged[e.offset() + i] + product[i]);
      }
    }
    return Weights.adopt(base.layout(), merged);
  }
}
