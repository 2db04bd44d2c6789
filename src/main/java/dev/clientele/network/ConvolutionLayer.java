package dev.clientele.network;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.Convolution;
import dev.clientele.kernel.ConvolutionShape;
import java.util.List;

/** Lays out convolutions. */
final class ConvolutionLayer {
  private ConvolutionLayer() {}

  /**
   * A convolution with weights {@code name.weight} and {@code name.bias}.
   *
   * @param upsampled whether x is first up-sampled by 2, to the shape's height and width
   */
  static Value lay(
      NetworkBuilder network,
      String name,
      Value x,
      ConvolutionShape shape,
      boolean upsampled,
      Value plus) {
    int outputs = shape.outputs();
    List<Integer> sizes = List.of(outputs, x.channels, shape.kernel(), shape.kernel());
    String weightName = name + ".weight";
    boolean trained = network.trains(weightName);
    Convolution by = network.convolution(shape, upsampled, trained);
    Parameter weight =
        Parameter.arranged(weightName, sizes, by, shape.weights(), trained, network.kernels);
    network.parameter(weight);
    Parameter bias = network.vector(name + ".bias", outputs);
    ConvolutionAdapter adapter = ConvolutionAdapter.parameters(network, name, shape, upsampled);
    boolean needs =
        x.needsGradient
            || weight.trained()
            || bias.trained()
            || (adapter != null && adapter.trained())
            || NetworkBuilder.needs(plus);
    Value y = network.value(shape.outputHeight(), shape.outputWidth(), outputs, needs);
    network.refresh(by.refresh(weight.value(), x.needsGradient), weight.trained());
    network.forward(
        by.forward(x.data, weight.value(), bias.value(), NetworkBuilder.data(plus), false, y.data));
    network.onBackward(
        y,
        () -> {
          if (weight.trained()) {
            network.backward(
                by.backwardWeights(x.data, y.gradient, weight.gradient(), bias.gradient()));
          } else if (bias.trained()) {
            int rows = network.batch * y.pixels();
            network.backward(
                network.kernels.columnSums(rows, outputs, y.gradient, bias.gradient()));
          }
          if (x.needsGradient) {
            Buffer dx = network.gradient(x);
            network.backward(by.backwardData(y.gradient, weight.value(), dx, x.gradientWritten));
            x.gradientWritten = true;
          }
          network.passOn(y, plus);
        });
    if (adapter != null) {
      adapter.lay(network, x, y);
    }
    return y;
  }
}
