package dev.clientele.network;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.MatrixProduct;
import dev.clientele.kernel.MatrixProduct.Strides;
import java.util.List;

/** Lays out dense layers over the channels of every pixel. */
final class DenseLayer {
  private DenseLayer() {}

  /** One of several dense layers with the same input that are computed as one. */
  record Part(String name, int outputs) {}

  /**
   * Several dense layers with the same input, whose outputs stand side by side.
   *
   * @param pointwise whether PyTorch's weights are those of a 1x1 convolution
   */
  static Dense parameters(NetworkBuilder network, List<Part> parts, int inputs, boolean pointwise) {
    boolean train = network.trains(parts.getFirst().name() + ".weight");
    int outputs = parts.stream().mapToInt(Part::outputs).sum();
    Buffer weight = network.kernels.allocate((long) outputs * inputs);
    Buffer bias = network.kernels.allocate(outputs);
    Buffer weightGradient = train ? network.kernels.allocate(weight.floats()) : null;
    Buffer biasGradient = train ? network.kernels.allocate(outputs) : null;
    int at = 0;
    for (Part part : parts) {
      int n = part.outputs();
      if (network.trains(part.name() + ".weight") != train
          || network.trains(part.name() + ".bias") != train) {
        throw new IllegalArgumentException(
            part.name() + " is computed together with others and must be trained with them");
      }
      List<Integer> sizes = pointwise ? List.of(n, inputs, 1, 1) : List.of(n, inputs);
      network.parameter(
          Parameter.plain(
              part.name() + ".weight",
              sizes,
              weight.slice((long) at * inputs, (long) n * inputs),
              train ? weightGradient.slice((long) at * inputs, (long) n * inputs) : null));
      network.parameter(
          Parameter.plain(
              part.name() + ".bias",
              List.of(n),
              bias.slice(at, n),
              train ? biasGradient.slice(at, n) : null));
      at += n;
    }
    DenseAdapters adapters = DenseAdapters.parameters(network, parts, inputs, pointwise);
    return new Dense(outputs, inputs, weight, weightGradient, bias, biasGradient, adapters);
  }

  /**
   * The sum of dense layers over several inputs, which is one layer over their concatenation: a
   * shared weight's column ranges, with the first layer's bias.
   */
  static Value lay(NetworkBuilder network, List<Dense> layers, List<Value> inputs, Value plus) {
    Value first = inputs.getFirst();
    int outputs = layers.getFirst().outputs();
    DenseAdapters adapters = layers.getFirst().adapters();
    boolean needs =
        NetworkBuilder.needs(plus)
            || layers.getFirst().trained()
            || (adapters != null && adapters.trained())
            || inputs.stream().anyMatch(input -> input.needsGradient);
    Value y = network.value(first.height, first.width, outputs, needs);
    for (int i = 0; i < layers.size(); i++) {
      add(network, layers.get(i), inputs.get(i), i == 0 ? plus : null, i > 0, y);
    }
    if (adapters != null) {
      adapters.lay(network, inputs, y);
    }
    return y;
  }

  private static void add(
      NetworkBuilder network, Dense layer, Value x, Value plus, boolean add, Value y) {
    int rows = network.batch * x.pixels();
    int in = x.channels;
    int out = layer.outputs();
    Strides xs = MatrixProduct.rows(in);
    Strides ys = MatrixProduct.rows(out);
    Strides ws = MatrixProduct.rows(layer.stride());
    network.forward(
        network.product(
            MatrixProduct.single(rows, out, in, xs, ws.transposed(), ys),
            x.data,
            layer.weight(),
            layer.bias(),
            NetworkBuilder.data(plus),
            add,
            y.data));
    network.onBackward(
        y,
        () -> {
          if (layer.trained()) {
            network.backward(
                network.product(
                    MatrixProduct.single(out, in, rows, ys.transposed(), xs, ws),
                    y.gradient,
                    x.data,
                    null,
                    null,
                    false,
                    layer.weightGradient()));
          }
          if (layer.biasGradient() != null) {
            network.backward(
                network.kernels.columnSums(rows, out, y.gradient, layer.biasGradient()));
          }
          if (x.needsGradient) {
            Buffer dx = network.gradient(x);
            network.backward(
                network.product(
                    MatrixProduct.single(rows, in, out, ys, ws, xs),
                    y.gradient,
                    layer.weight(),
                    null,
                    null,
                    x.gradientWritten,
                    dx));
            x.gradientWritten = true;
          }
          network.passOn(y, plus);
        });
  }
}
