package dev.clientele.network;

import dev.clientele.kernel.Buffer;

/**
 * The memory of a dense layer's parameters.
 *
 * @param outputs rows of the weights
 * @param stride numbers from one row of the weights to the next
 * @param weight {@code [outputs, inputs]}
 * @param weightGradient null where frozen
 * @param bias null for none
 * @param biasGradient null where frozen or none
 * @param adapters those of the whole layer; null for none
 */
record Dense(
    int outputs,
    int stride,
    Buffer weight,
    Buffer weightGradient,
    Buffer bias,
    Buffer biasGradient,
    DenseAdapters adapters) {
  boolean trained() {
    return weightGradient != null;
  }

  /**
   * The columns of the weights from {@code from} on: the layer over a part of the concatenated
   * inputs.
   */
  Dense columns(int from, boolean withBias) {
    return new Dense(
        outputs,
        stride,
        weight.slice(from, weight.floats() - from),
        trained() ? weightGradient.slice(from, weightGradient.floats() - from) : null,
        withBias ? bias : null,
        withBias ? biasGradient : null,
        adapters);
  }
}
