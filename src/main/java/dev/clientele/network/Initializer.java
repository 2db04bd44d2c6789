package dev.clientele.network;

import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import dev.clientele.tensor.Weights;
import java.util.List;

/**
 * Starting weights. As PyTorch's layers begin: weights and biases uniform within {@code 1 /
 * sqrt(inputs)}, normalisations 1 and 0. As DDPM's network begins (Ho et al. 2020): the output
 * layer zero, so that the first prediction is zero. Client and label embeddings begin at zero,
 * which is the population. Adapters begin as {@link Lora} says.
 */
public final class Initializer {
  private Initializer() {}

  /** Starting weights for a layout; each tensor's numbers depend on the key and its name alone. */
  public static Weights weights(Layout layout, RandomKey key) {
    float[] values = new float[layout.size()];
    for (Layout.Entry e : layout.entries()) {
      fill(layout, e, key.child(e.name()).stream(), values);
    }
    return Weights.adopt(layout, values);
  }

  private static void fill(Layout layout, Layout.Entry e, RandomStream random, float[] values) {
    String name = e.name();
    if (Lora.isAdapter(name)) {
      if (Lora.isDown(name)) {
        uniform(layout, e, random, values);
      }
      return;
    }
    boolean zero =
        name.startsWith("conv_out.")
            || name.startsWith("output.")
            || name.equals(DenoiserSpec.CLIENT_EMBEDDING)
            || name.equals(DenoiserSpec.LABEL_EMBEDDING);
    if (zero) {
      return;
    }
    if (isNormalisation(name)) {
      if (name.endsWith(".weight")) {
        java.util.Arrays.fill(values, e.offset(), e.offset() + e.size(), 1f);
      }
      return;
    }
    uniform(layout, e, random, values);
  }

  private static void uniform(Layout layout, Layout.Entry e, RandomStream random, float[] values) {
    double bound = 1 / Math.sqrt(inputs(layout, e));
    for (int i = 0; i < e.size(); i++) {
      values[e.offset() + i] = (float) (bound * (2 * random.nextDouble() - 1));
    }
  }

  /** By the layers' names: norm1, norm2, group_norm, conv_norm_out, norm. */
  private static boolean isNormalisation(String name) {
    String layer = name.substring(0, name.lastIndexOf('.'));
    return layer.substring(layer.lastIndexOf('.') + 1).contains("norm");
  }

  /** Numbers that one output of the layer is computed from. */
  private static int inputs(Layout layout, Layout.Entry e) {
    Layout.Entry weight =
        e.name().endsWith(".bias")
            ? layout.entry(e.name().substring(0, e.name().length() - 4) + "weight")
            : e;
    List<Integer> shape = weight.shape();
    int n = 1;
    for (int i = 1; i < shape.size(); i++) {
      n *= shape.get(i);
    }
    return n;
  }
}
