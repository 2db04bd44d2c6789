package dev.clientele.kernel.cpu;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.Convolution;
import dev.clientele.kernel.ConvolutionShape;
import dev.clientele.kernel.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;

/**
 * oneDNN's direct convolution. Activations are fixed to NHWC; the arrangement of the weights is
 * oneDNN's choice, since a choice of its own for the activations is slower.
 */
final class DirectConvolution implements Convolution {
  private final OneDnn dnn;
  private final LongFunction<Buffer> allocator;
  private final ConvolutionShape shape;
  private final memory.desc x;
  private final memory.desc anyWeights;
  private final memory.desc bias;
  private final memory.desc y;
  private final long[] strides;
  private final long[] dilation = {0, 0};
  private final long[] before;
  private final long[] after;
  private final convolution_forward.primitive_desc plain;
  private convolution_backward_data.primitive_desc backward;
  private Buffer backwardWeights;

  DirectConvolution(OneDnn dnn, LongFunction<Buffer> allocator, ConvolutionShape shape) {
    this.dnn = dnn;
    this.allocator = allocator;
    this.shape = shape;
    int k = shape.kernel();
    x = images(shape.inputs(), shape.height(), shape.width());
    y = images(shape.outputs(), shape.outputHeight(), shape.outputWidth());
    anyWeights = dnn.format(memory.format_tag.any, shape.outputs(), shape.inputs(), k, k);
    bias = dnn.format(memory.format_tag.x, shape.outputs());
    strides = new long[] {shape.stride(), shape.stride()};
    before = new long[] {shape.before(), shape.before()};
    after = new long[] {shape.after(), shape.after()};
    plain = describe(anyWeights, true, dnn.own(new primitive_attr()));
  }

  private memory.desc images(long channels, long height, long width) {
    return dnn.format(memory.format_tag.nhwc, shape.batch(), channels, height, width);
  }

  private convolution_forward.primitive_desc describe(
      memory.desc weights, boolean withBias, primitive_attr attributes) {
    return dnn.own(
        withBias
            ? new convolution_forward.primitive_desc(
                dnn.processor,
                prop_kind.forward_training,
                algorithm.convolution_direct,
                x,
                weights,
                bias,
                y,
                strides,
                dilation,
                before,
                after,
                attributes,
                false)
            : new convolution_forward.primitive_desc(
                dnn.processor,
                prop_kind.forward_training,
                algorithm.convolution_direct,
                x,
                weights,
                y,
                strides,
                dilation,
                before,
                after,
                attributes,
                false));
  }

  @Override
  public long weightFloats() {
    return plain.weights_desc().get_size() / Float.BYTES;
  }

  @Override
  public Step load(Buffer from, Buffer weights) {
    return dnn.reorder(dnn.view(pytorch(), from), dnn.view(plain.weights_desc(), weights));
  }

  @Override
  public Step store(Buffer weights, Buffer to) {
    return dnn.reorder(dnn.view(plain.weights_desc(), weights), dnn.view(pytorch(), to));
  }

  private memory.desc pytorch() {
    return dnn.format(
        memory.format_tag.oihw, shape.outputs(), shape.inputs(), shape.kernel(), shape.kernel());
  }

  @Override
  public Step refresh(Buffer weights, boolean forBackward) {
    if (!forBackward || backward().weights_desc().equals(plain.weights_desc())) {
      return () -> {};
    }
    return dnn.reorder(
        dnn.view(plain.weights_desc(), weights),
        dnn.view(backward.weights_desc(), backwardWeights(weights)));
  }

  private convolution_backward_data.primitive_desc backward() {
    if (backward == null) {
      backward =
          dnn.own(
              new convolution_backward_data.primitive_desc(
                  dnn.processor,
                  algorithm.convolution_direct,
                  x,
                  anyWeights,
                  y,
                  strides,
                  dilation,
                  before,
                  after,
                  plain,
                  dnn.own(new primitive_attr()),
                  false));
    }
    return backward;
  }

  /**
   * Where the weights are as the backward pass wants them: the same place where it wants the same.
   */
  private Buffer backwardWeights(Buffer weights) {
    if (backward().weights_desc().equals(plain.weights_desc())) {
      return weights;
    }
    if (backwardWeights == null) {
      backwardWeights = allocator.apply(backward.weights_desc().get_size() / Float.BYTES);
    }
    return backwardWeights;
  }

  @Override
  public Step forward(
      Buffer from, Buffer weights, Buffer withBias, Buffer residual, boolean add, Buffer to) {
    post_ops after = dnn.own(new post_ops());
    List<Object> arguments = new ArrayList<>();
    if (add) {
      after.append_sum();
    }
    if (residual != null) {
      after.append_binary(algorithm.binary_add, y);
      arguments.add(OneDnn.postOpArgument(add ? 1 : 0));
      arguments.add(dnn.view(y, residual));
    }
    primitive_attr attributes = dnn.own(new primitive_attr());
    attributes.set_post_ops(after);
    convolution_forward.primitive_desc description =
        describe(plain.weights_desc(), withBias != null, attributes);
    arguments.addAll(List.of(DNNL_ARG_SRC, dnn.view(x, from), DNNL_ARG_DST, dnn.view(y, to)));
    arguments.addAll(List.of(DNNL_ARG_WEIGHTS, dnn.view(plain.weights_desc(), weights)));
    if (withBias != null) {
      arguments.addAll(List.of(DNNL_ARG_BIAS, dnn.view(bias, withBias)));
    }
    return dnn.step(
        "the forward pass of " + shape,
        new convolution_forward(description),
        description,
        arguments.toArray());
  }

  @Override
  public Step backwardData(Buffer dy, Buffer weights, Buffer dx, boolean add) {
    Buffer to = add ? allocator.apply(dx.floats()) : dx;
    Step step =
        dnn.step(
            "the data gradient of " + shape,
            new convolution_backward_data(backward()),
            backward(),
            DNNL_ARG_DIFF_DST,
            dnn.view(y, dy),
            DNNL_ARG_WEIGHTS,
            dnn.view(backward().weights_desc(), backwardWeights(weights)),
            DNNL_ARG_DIFF_SRC,
            dnn.view(x, to));
    return add ? Steps.both(step, Steps.add(to, dx)) : step;
  }

  @Override
  public Step backwardWeights(Buffer from, Buffer dy, Buffer dweights, Buffer dbias) {
    primitive_attr none = dnn.own(new primitive_attr());
    convolution_backward_weights.primitive_desc description =
        dnn.own(
            dbias == null
                ? new convolution_backward_weights.primitive_desc(
                    dnn.processor,
                    algorithm.convolution_direct,
                    x,
                    anyWeights,
                    y,
                    strides,
                    dilation,
                    before,
                    after,
                    plain,
                    none,
                    false)
                : new convolution_backward_weights.primitive_desc(
                    dnn.processor,
                    algorithm.convolution_direct,
                    x,
                    anyWeights,
                    bias,
                    y,
                    strides,
                    dilation,
                    before,
                    after,
                    plain,
                    none,
                    false));
    memory.desc made = description.diff_weights_desc();
    boolean same = made.equals(plain.weights_desc());
    Buffer to = same ? dweights : allocator.apply(made.get_size() / Float.BYTES);
    List<Object> arguments =
        new ArrayList<>(
            List.of(
                DNNL_ARG_SRC,
                dnn.view(x, from),
                DNNL_ARG_DIFF_DST,
                dnn.view(y, dy),
                DNNL_ARG_DIFF_WEIGHTS,
                dnn.view(made, to)));
    if (dbias != null) {
      arguments.addAll(List.of(DNNL_ARG_DIFF_BIAS, dnn.view(bias, dbias)));
    }
    Step step =
        dnn.step(
            "the weight gradient of " + shape,
            new convolution_backward_weights(description),
            description,
            arguments.toArray());
    return same
        ? step
        : Steps.both(
            step, dnn.reorder(dnn.view(made, to), dnn.view(plain.weights_desc(), dweights)));
  }
}
