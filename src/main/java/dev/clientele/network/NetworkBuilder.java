package dev.clientele.network;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.Convolution;
import dev.clientele.kernel.ConvolutionShape;
import dev.clientele.kernel.Kernels;
import dev.clientele.kernel.MatrixProduct;
import dev.clientele.kernel.Step;
import dev.clientele.network.DenseLayer.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Lays a network out on a device: each call appends an operation's forward step and remembers how
 * to append its backward steps, which {@link #build} does in reverse order. Gradients are laid out
 * only where a trained parameter lies before them, so a frozen backbone costs no weight gradients.
 */
final class NetworkBuilder {
  final Kernels kernels;
  final int batch;
  private final Predicate<String> trained;
  private final Lora lora;
  private final boolean small;
  private final List<Step> forward = new ArrayList<>();
  private final List<Step> backward = new ArrayList<>();
  private final List<Step> refresh = new ArrayList<>();
  private final List<Step> refreshTrained = new ArrayList<>();
  private final List<Runnable> backwardPlan = new ArrayList<>();
  private final List<Parameter> parameters = new ArrayList<>();

  /** Without adapters. */
  NetworkBuilder(Kernels kernels, int batch, Predicate<String> trained) {
    this(kernels, batch, trained, null);
  }

  /**
   * @param trained which parameters' gradients are wanted, by name
   * @param lora the adapters beside the layers; null for none
   */
  NetworkBuilder(Kernels kernels, int batch, Predicate<String> trained, Lora lora) {
    this(kernels, batch, trained, lora, false);
  }

  /**
   * @param small whether it is a network of small dense layers
   */
  NetworkBuilder(Kernels kernels, int batch, Predicate<String> trained, Lora lora, boolean small) {
    this.kernels = kernels;
    this.batch = batch;
    this.trained = trained;
    this.lora = lora;
    this.small = small;
  }

  Lora lora() {
    return lora;
  }

  /** Whether an adapter stands beside that layer. */
  boolean adapts(String layer) {
    return lora != null && lora.adapts(layer);
  }

  /** {@link Kernels#product}, or its like for small networks. */
  Step product(
      MatrixProduct shape,
      Buffer a,
      Buffer b,
      Buffer bias,
      Buffer residual,
      boolean add,
      Buffer c) {
    return small
        ? kernels.smallProduct(shape, a, b, bias, residual, add, c)
        : kernels.product(shape, a, b, bias, residual, add, c);
  }

  /** Memory for a tensor. */
  Value value(int height, int width, int channels, boolean needsGradient) {
    Buffer data = kernels.allocate((long) batch * height * width * channels);
    return new Value(height, width, channels, data, needsGradient);
  }

  /** The same numbers as {@code [batch, 1, 1, height * width * channels]}. */
  Value flatten(Value x) {
    Value flat = new Value(1, 1, x.pixels() * x.channels, x.data, x.needsGradient);
    backwardPlan.add(
        () -> {
          x.gradient = flat.gradient;
          x.gradientWritten = flat.gradientWritten;
        });
    return flat;
  }

  /** {@link ConvolutionLayer#lay}. */
  Value convolution(
      String name,
      Value x,
      int outputs,
      int kernel,
      int stride,
      int before,
      int after,
      Value plus) {
    ConvolutionShape shape =
        new ConvolutionShape(
            batch, x.height, x.width, x.channels, outputs, kernel, stride, before, after);
    return ConvolutionLayer.lay(this, name, x, shape, false, plus);
  }

  /** Nearest-neighbour up-sampling by 2, and then a 3 x 3 convolution. */
  Value upsampledConvolution(String name, Value x, int outputs) {
    ConvolutionShape shape =
        ConvolutionShape.same(batch, 2 * x.height, 2 * x.width, x.channels, outputs, 3, 1);
    return ConvolutionLayer.lay(this, name, x, shape, true, null);
  }

  /** The device's convolution, of up-sampled images or of others. */
  Convolution convolution(ConvolutionShape shape, boolean upsampled, boolean trained) {
    return upsampled
        ? kernels.upsampledConvolution(shape, trained)
        : kernels.convolution(shape, trained);
  }

  /** {@link DenseLayer#parameters} of a layer that stands for itself. */
  Dense denseParameters(String name, int outputs, int inputs) {
    return denseParameters(List.of(new Part(name, outputs)), inputs, false);
  }

  /** {@link DenseLayer#parameters}. */
  Dense denseParameters(List<Part> parts, int inputs, boolean pointwise) {
    return DenseLayer.parameters(this, parts, inputs, pointwise);
  }

  /** A dense layer over the channels of every pixel, with weights {@code [outputs, channels]}. */
  Value dense(Dense layer, Value x, Value plus) {
    return dense(List.of(layer), List.of(x), plus);
  }

  /** {@link DenseLayer#lay}. */
  Value dense(List<Dense> layers, List<Value> inputs, Value plus) {
    return DenseLayer.lay(this, layers, inputs, plus);
  }

  /** {@link EmbeddingLayer#lay}. */
  Value embedding(String name, Value choice, int width, Value plus) {
    return EmbeddingLayer.lay(this, name, choice, width, plus);
  }

  /** {@link GroupNormLayer#lay}. */
  Value groupNorm(
      String name,
      Value x,
      Value x2,
      Value bias,
      int biasAt,
      int groups,
      float epsilon,
      boolean silu) {
    return GroupNormLayer.lay(this, name, x, x2, bias, biasAt, groups, epsilon, silu);
  }

  /** {@code x * sigmoid(x)}. */
  Value silu(Value x) {
    Value y = value(x.height, x.width, x.channels, x.needsGradient);
    forward.add(kernels.silu(x.data, y.data));
    onBackward(
        y,
        () -> {
          requireFirst(x);
          backward.add(kernels.siluBackward(x.data, y.gradient, gradient(x)));
          x.gradientWritten = true;
        });
    return y;
  }

  /** {@link PixelMeanLayer#lay}. */
  Value pixelMean(Value x) {
    return PixelMeanLayer.lay(this, x);
  }

  /** Scaled dot-product attention of {@code qkv}, whose channels are queries, keys and values. */
  Value attention(Value qkv, int heads) {
    return new Attention(this, qkv, heads).output();
  }

  /** A parameter that is a vector, such as a bias. */
  Parameter vector(String name, int length) {
    return matrix(name, List.of(length));
  }

  /** A parameter that the device keeps row-major. */
  Parameter matrix(String name, List<Integer> shape) {
    long size = Parameter.size(shape);
    Parameter parameter =
        Parameter.plain(
            name,
            shape,
            kernels.allocate(size),
            trained.test(name) ? kernels.allocate(size) : null);
    parameters.add(parameter);
    return parameter;
  }

  /** Whether the gradient of a parameter is wanted. */
  boolean trains(String name) {
    return trained.test(name);
  }

  void parameter(Parameter parameter) {
    parameters.add(parameter);
  }

  void forward(Step step) {
    forward.add(step);
  }

  void backward(Step step) {
    backward.add(step);
  }

  /**
   * A step that must follow every change of a parameter.
   *
   * @param trained whether the parameter changes with an optimiser's steps, or with a load alone
   */
  void refresh(Step step, boolean trained) {
    refresh.add(step);
    if (trained) {
      refreshTrained.add(step);
    }
  }

  /** The gradient's memory. */
  Buffer gradient(Value x) {
    if (x.gradient == null) {
      x.gradient = kernels.allocate(x.data.floats());
    }
    return x.gradient;
  }

  /** Has {@code plan} lay out y's backward steps when y's gradient is complete. */
  void onBackward(Value y, Runnable plan) {
    if (y.needsGradient) {
      backwardPlan.add(plan);
    }
  }

  /** The gradient of a summand is the gradient of the sum. */
  void passOn(Value sum, Value summand) {
    if (summand == null || !summand.needsGradient) {
      return;
    }
    if (summand.gradientWritten) {
      backward.add(kernels.add(sum.gradient, summand.gradient));
    } else {
      // Every reader of the sum's gradient has run by now, so the summand may go on in its place.
      summand.gradient = sum.gradient;
      summand.gradientWritten = true;
    }
  }

  private static void requireFirst(Value x) {
    if (x.gradientWritten) {
      throw new IllegalStateException("this operation cannot add to a gradient");
    }
  }

  static boolean needs(Value x) {
    return x != null && x.needsGradient;
  }

  static Buffer data(Value x) {
    return x == null ? null : x.data;
  }

  /** Lays out the backward pass from the output's gradient, and finishes. */
  Network build(Value output) {
    if (output.needsGradient) {
      gradient(output);
      output.gradientWritten = true;
      for (Runnable plan : backwardPlan.reversed()) {
        plan.run();
      }
    }
    return new Network(kernels, parameters, forward, backward, refresh, refreshTrained);
  }
}
