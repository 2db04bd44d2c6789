package dev.clientele.network;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.Convolution;
import dev.clientele.kernel.ConvolutionShape;
import dev.clientele.kernel.GroupNorm;
import dev.clientele.kernel.GroupNormShape;
import dev.clientele.kernel.Kernels;
import dev.clientele.kernel.MatrixProduct;
import dev.clientele.kernel.MatrixProduct.Strides;
import dev.clientele.kernel.Step;
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
  private final List<Step> forward = new ArrayList<>();
  private final List<Step> backward = new ArrayList<>();
  private final List<Step> refresh = new ArrayList<>();
  private final List<Runnable> backwardPlan = new ArrayList<>();
  private final List<Parameter> parameters = new ArrayList<>();

  /**
   * @param trained which parameters' gradients are wanted, by name
   */
  NetworkBuilder(Kernels kernels, int batch, Predicate<String> trained) {
    this.kernels = kernels;
    this.batch = batch;
    this.trained = trained;
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

  /** A convolution with weights {@code name.weight} and {@code name.bias}. */
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
    Convolution by = kernels.convolution(shape);
    List<Integer> sizes = List.of(outputs, x.channels, kernel, kernel);
    String weightName = name + ".weight";
    Parameter weight = Parameter.arranged(weightName, sizes, by, trained.test(weightName), kernels);
    parameters.add(weight);
    Parameter bias = vector(name + ".bias", outputs);
    boolean needs = x.needsGradient || weight.trained() || bias.trained() || needs(plus);
    Value y = value(shape.outputHeight(), shape.outputWidth(), outputs, needs);
    refresh.add(by.refresh(weight.value(), x.needsGradient));
    forward.add(by.forward(x.data, weight.value(), bias.value(), data(plus), false, y.data));
    onBackward(
        y,
        () -> {
          if (weight.trained()) {
            backward.add(
                by.backwardWeights(x.data, y.gradient, weight.gradient(), bias.gradient()));
          } else if (bias.trained()) {
            int rows = batch * y.pixels();
            backward.add(kernels.columnSums(rows, outputs, y.gradient, bias.gradient()));
          }
          if (x.needsGradient) {
            Buffer dx = gradient(x);
            backward.add(by.backwardData(y.gradient, weight.value(), dx, x.gradientWritten));
            x.gradientWritten = true;
          }
          passOn(y, plus);
        });
    return y;
  }

  /** A dense layer over the channels of every pixel, with weights {@code [outputs, channels]}. */
  Value dense(Dense layer, Value x, Value plus) {
    return dense(List.of(layer), List.of(x), plus);
  }

  /**
   * The sum of dense layers over several inputs, which is one layer over their concatenation: a
   * shared weight's column ranges, with the first layer's bias.
   */
  Value dense(List<Dense> layers, List<Value> inputs, Value plus) {
    Value first = inputs.getFirst();
    int outputs = layers.getFirst().outputs();
    boolean needs =
        needs(plus)
            || layers.getFirst().trained()
            || inputs.stream().anyMatch(input -> input.needsGradient);
    Value y = value(first.height, first.width, outputs, needs);
    return denseInto(layers, inputs, plus, y);
  }

  private Value denseInto(List<Dense> layers, List<Value> inputs, Value plus, Value y) {
    for (int i = 0; i < layers.size(); i++) {
      addDense(layers.get(i), inputs.get(i), i == 0 ? plus : null, i > 0, y);
    }
    return y;
  }

  private void addDense(Dense layer, Value x, Value plus, boolean add, Value y) {
    int rows = batch * x.pixels();
    int in = x.channels;
    int out = layer.outputs();
    Strides xs = MatrixProduct.rows(in);
    Strides ys = MatrixProduct.rows(out);
    Strides ws = MatrixProduct.rows(layer.stride());
    forward.add(
        kernels.product(
            MatrixProduct.single(rows, out, in, xs, ws.transposed(), ys),
            x.data,
            layer.weight(),
            layer.bias(),
            data(plus),
            add,
            y.data));
    onBackward(
        y,
        () -> {
          if (layer.trained()) {
            backward.add(
                kernels.product(
                    MatrixProduct.single(out, in, rows, ys.transposed(), xs, ws),
                    y.gradient,
                    x.data,
                    null,
                    null,
                    false,
                    layer.weightGradient()));
          }
          if (layer.biasGradient() != null) {
            backward.add(kernels.columnSums(rows, out, y.gradient, layer.biasGradient()));
          }
          if (x.needsGradient) {
            Buffer dx = gradient(x);
            backward.add(
                kernels.product(
                    MatrixProduct.single(rows, in, out, ys, ws, xs),
                    y.gradient,
                    layer.weight(),
                    null,
                    null,
                    x.gradientWritten,
                    dx));
            x.gradientWritten = true;
          }
          passOn(y, plus);
        });
  }

  /**
   * Group normalisation, with SiLU if wanted, of x (and of x2 beside it, without a copy), after
   * adding the columns of {@code bias} from {@code biasAt}.
   */
  Value groupNorm(
      String name,
      Value x,
      Value x2,
      Value bias,
      int biasAt,
      int groups,
      float epsilon,
      boolean silu) {
    int channels2 = x2 == null ? 0 : x2.channels;
    int channels = x.channels + channels2;
    Parameter scale = vector(name + ".weight", channels);
    Parameter shift = vector(name + ".bias", channels);
    boolean needs = x.needsGradient || needs(x2) || needs(bias) || scale.trained();
    Value y = value(x.height, x.width, channels, needs);
    GroupNorm by =
        kernels.groupNorm(
            new GroupNormShape(
                batch,
                x.pixels(),
                x.channels,
                channels2,
                groups,
                epsilon,
                silu,
                bias == null ? 0 : bias.channels));
    Buffer additions = bias == null ? null : tail(bias.data, biasAt);
    forward.add(by.forward(x.data, data(x2), additions, scale.value(), shift.value(), y.data));
    onBackward(
        y,
        () -> {
          boolean add1 = x.gradientWritten;
          boolean add2 = x2 != null && x2.gradientWritten;
          Buffer dx1 = x.needsGradient ? gradient(x) : null;
          Buffer dx2 = needs(x2) ? gradient(x2) : null;
          Buffer dbias = needs(bias) ? tail(gradient(bias), biasAt) : null;
          backward.add(
              by.backward(
                  y.gradient, dx1, add1, dx2, add2, dbias, scale.gradient(), shift.gradient()));
          x.gradientWritten |= dx1 != null;
          if (dx2 != null) {
            x2.gradientWritten = true;
          }
          if (dbias != null) {
            bias.gradientWritten = true;
          }
        });
    return y;
  }

  private static Buffer tail(Buffer buffer, int from) {
    return buffer.slice(from, buffer.floats() - from);
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

  /** Nearest-neighbour up-sampling by 2. */
  Value upsample(Value x) {
    Value y = value(2 * x.height, 2 * x.width, x.channels, x.needsGradient);
    forward.add(kernels.upsample(batch, x.height, x.width, x.channels, x.data, y.data));
    onBackward(
        y,
        () -> {
          requireFirst(x);
          Buffer dx = gradient(x);
          backward.add(
              kernels.upsampleBackward(batch, x.height, x.width, x.channels, y.gradient, dx));
          x.gradientWritten = true;
        });
    return y;
  }

  /** Scaled dot-product attention of {@code qkv}, whose channels are queries, keys and values. */
  Value attention(Value qkv, int heads) {
    return new Attention(this, forward, backward, qkv, heads).output();
  }

  /** A parameter that is a vector, such as a bias. */
  Parameter vector(String name, int length) {
    boolean train = trained.test(name);
    Parameter parameter =
        Parameter.plain(
            name,
            List.of(length),
            kernels.allocate(length),
            train ? kernels.allocate(length) : null);
    parameters.add(parameter);
    return parameter;
  }

  /** The weights and bias of a dense layer that stands for itself. */
  Dense denseParameters(String name, int outputs, int inputs) {
    return denseParameters(List.of(new Part(name, outputs)), inputs, false);
  }

  /**
   * {@code choice * table + plus} with a parameter {@code name.weight} of {@code [rows, width]}:
   * where a choice's row is one-hot, that row of the table; where it is zero, nothing.
   *
   * @param choice {@code [batch, 1, 1, rows]}
   */
  Value embedding(String name, Value choice, int width, Value plus) {
    int rows = choice.channels;
    String tensor = name + ".weight";
    boolean train = trained.test(tensor);
    Buffer table = kernels.allocate((long) rows * width);
    Buffer gradient = train ? kernels.allocate(table.floats()) : null;
    parameters.add(Parameter.plain(tensor, List.of(rows, width), table, gradient));
    Value y = value(1, 1, width, train || needs(plus));
    Strides choices = MatrixProduct.rows(rows);
    Strides ys = MatrixProduct.rows(width);
    forward.add(
        kernels.product(
            MatrixProduct.single(batch, width, rows, choices, ys, ys),
            choice.data,
            table,
            null,
            data(plus),
            false,
            y.data));
    onBackward(
        y,
        () -> {
          if (train) {
            backward.add(
                kernels.product(
                    MatrixProduct.single(rows, width, batch, choices.transposed(), ys, ys),
                    choice.data,
                    y.gradient,
                    null,
                    null,
                    false,
                    gradient));
          }
          passOn(y, plus);
        });
    return y;
  }

  /** One of several dense layers with the same input that are computed as one. */
  record Part(String name, int outputs) {}

  /**
   * Several dense layers with the same input, whose outputs stand side by side.
   *
   * @param pointwise whether PyTorch's weights are those of a 1x1 convolution
   */
  Dense denseParameters(List<Part> parts, int inputs, boolean pointwise) {
    boolean train = trained.test(parts.getFirst().name() + ".weight");
    int outputs = parts.stream().mapToInt(Part::outputs).sum();
    Buffer weight = kernels.allocate((long) outputs * inputs);
    Buffer bias = kernels.allocate(outputs);
    Buffer weightGradient = train ? kernels.allocate(weight.floats()) : null;
    Buffer biasGradient = train ? kernels.allocate(outputs) : null;
    int at = 0;
    for (Part part : parts) {
      int n = part.outputs();
      if (trained.test(part.name() + ".weight") != train
          || trained.test(part.name() + ".bias") != train) {
        throw new IllegalArgumentException(
            part.name() + " is computed together with others and must be trained with them");
      }
      List<Integer> sizes = pointwise ? List.of(n, inputs, 1, 1) : List.of(n, inputs);
      parameters.add(
          Parameter.plain(
              part.name() + ".weight",
              sizes,
              weight.slice((long) at * inputs, (long) n * inputs),
              train ? weightGradient.slice((long) at * inputs, (long) n * inputs) : null));
      parameters.add(
          Parameter.plain(
              part.name() + ".bias",
              List.of(n),
              bias.slice(at, n),
              train ? biasGradient.slice(at, n) : null));
      at += n;
    }
    return new Dense(outputs, inputs, weight, weightGradient, bias, biasGradient);
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
  private void passOn(Value sum, Value summand) {
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

  private static boolean needs(Value x) {
    return x != null && x.needsGradient;
  }

  private static Buffer data(Value x) {
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
    return new Network(kernels, parameters, forward, backward, refresh);
  }
}
