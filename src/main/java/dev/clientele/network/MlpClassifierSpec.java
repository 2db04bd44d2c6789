package dev.clientele.network;

import dev.clientele.kernel.Kernels;
import java.util.List;
import java.util.function.Predicate;

/**
 * A classifier of plain vectors: hidden layers {@code h = silu(W h + b)} and a linear layer of
 * classes.
 *
 * @param inputs numbers of one vector
 * @param hidden widths of the hidden layers, at least one
 */
public record MlpClassifierSpec(int inputs, List<Integer> hidden, int classes) {
  /** Rejects a network without a hidden layer. */
  public MlpClassifierSpec {
    hidden = List.copyOf(hidden);
    if (hidden.isEmpty()) {
      throw new IllegalArgumentException("expected at least one hidden layer but was none");
    }
  }

  /** Lays the classifier out on a device. */
  public Classifier prepare(Kernels kernels, int batch, boolean trained) {
    Predicate<String> tensors = name -> trained;
    NetworkBuilder network = new NetworkBuilder(kernels, batch, tensors, null, true);
    Value vectors = network.value(1, 1, inputs, false);
    Value h = vectors;
    for (int i = 0; i < hidden.size(); i++) {
      Dense layer = network.denseParameters("layers." + i + ".linear", hidden.get(i), h.channels);
      h = network.silu(network.dense(layer, h, null));
    }
    Dense last = network.denseParameters("classes", classes, h.channels);
    return new Classifier(network, vectors, h, network.dense(last, h, null));
  }
}
