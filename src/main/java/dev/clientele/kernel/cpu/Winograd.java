package dev.clientele.kernel.cpu;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.Convolution;
import dev.clientele.kernel.ConvolutionShape;
import dev.clientele.kernel.Step;
import java.util.List;
import java.util.function.LongFunction;

/**
 * 3 x 3 convolution by Winograd's minimal filtering F(4x4, 3x3) (Lavin and Gray 2016): a quarter of
 * the multiplications, at a relative error of a few 1e-6. The transforms are loops of ours; between
 * them are 36 matrix products. Weights are {@code [3, 3, inputs, outputs]}. Those that are trained
 * are transformed by every pass, just before their transform is read, in memory that all
 * convolutions of a worker share; of frozen ones, what {@link #refresh} makes is held here, so the
 * passes run with the weights that were refreshed last.
 */
final class Winograd implements Convolution {
  private final ConvolutionShape shape;
  private final boolean trained;
  private final LongFunction<Buffer> allocate;
  private final Scratch scratch;
  private final WinogradPlan plan;
  private final WinogradWeights weights;
  private final WinogradWeightTransform transform;
  private long forwardPlanes;
  private long backwardPlanes;

  /**
   * A convolution of a shape that {@link WinogradPlan#suits}.
   *
   * @param trained whether the weights change between passes
   * @param allocate gives memory of so many numbers, which its owner frees
   * @param scratch what all convolutions of a worker share
   */
  Winograd(
      ConvolutionShape shape,
      boolean trained,
      PlaneProducts products,
      LongFunction<Buffer> allocate,
      Scratch scratch) {
    if (!WinogradPlan.suits(shape)) {
      throw new IllegalArgumentException(
          "expected a 3 x 3 convolution for Winograd's algorithm but was " + shape);
    }
    this.shape = shape;
    this.trained = trained;
    this.allocate = allocate;
    this.scratch = scratch;
    this.plan =
        new WinogradPlan(
            shape.batch(),
            shape.height(),
            shape.width(),
            WinogradF43Loops.INSTANCE,
            products,
            scratch);
    this.weights = new WinogradWeights(shape.inputs(), shape.outputs());
    this.transform =
        new WinogradWeightTransform(
            shape.inputs() * shape.outputs(), WinogradF43Loops.G, WinogradF43Loops.G, scratch);
  }

  @Override
  public long weightFloats() {
    return shape.weights();
  }

  @Override
  public Step load(Buffer plain, Buffer to) {
    return weights.load(plain, to);
  }

  @Override
  public Step store(Buffer from, Buffer plain) {
    return weights.store(from, plain);
  }

  @Override
  public Step refresh(Buffer from, boolean backward) {
    if (trained) {
      return () -> {};
    }
    Step forward = transform(from);
    return backward ? Steps.both(forward, transformReversed(from)) : forward;
  }

  /** Weights to the planes that {@link #forward} multiplies with. */
  private Step transform(Buffer of) {
    long from = weights.address(of);
    long to = forwardPlanes();
    return () -> transform.transform(from, to);
  }

  /** Weights to the planes that {@link #backwardData} multiplies with. */
  private Step transformReversed(Buffer of) {
    long from = weights.address(of);
    long between = scratch.at(Scratch.Place.LEFT, shape.weights());
    long to = backwardPlanes();
    return () -> {
      weights.reverse(from, between);
      transform.transform(between, to);
    };
  }

  private long forwardPlanes() {
    if (forwardPlanes == 0) {
      forwardPlanes = planesForPasses();
    }
    return forwardPlanes;
  }

  private long backwardPlanes() {
    if (backwardPlanes == 0) {
      backwardPlanes = planesForPasses();
    }
    return backwardPlanes;
  }

  private long planesForPasses() {
    long floats = (long) plan.planes() * shape.inputs() * shape.outputs();
    return trained ? scratch.at(Scratch.Place.PLANES, floats) : allocate.apply(floats).address();
  }

  @Override
  public Step forward(Buffer x, Buffer by, Buffer bias, Buffer residual, boolean add, Buffer y) {
    Step pass =
        plan.pass(
            shape.inputs(),
            shape.outputs(),
            List.of(new WinogradPlan.Part(WinogradImages.WHOLE, forwardPlanes())),
            Addresses.of("x", x, tensor(shape.inputs())),
            WinogradImages.WHOLE,
            Addresses.of("bias", bias, shape.outputs()),
            Addresses.of("residual", residual, tensor(shape.outputs())),
            add,
            Addresses.of("y", y, tensor(shape.outputs())));
    return trained ? Steps.both(transform(by), pass) : pass;
  }

  @Override
  public Step backwardData(Buffer dy, Buffer by, Buffer dx, boolean add) {
    Step pass =
        plan.pass(
            shape.outputs(),
            shape.inputs(),
            List.of(new WinogradPlan.Part(WinogradImages.WHOLE, backwardPlanes())),
            Addresses.of("dy", dy, tensor(shape.outputs())),
            WinogradImages.WHOLE,
            0,
            0,
            add,
            Addresses.of("dx", dx, tensor(shape.inputs())));
    return trained ? Steps.both(transformReversed(by), pass) : pass;
  }

  /** Numbers of a tensor of so many channels. */
  private long tensor(int channels) {
    return (long) shape.batch() * shape.height() * shape.width() * channels;
  }

  @Override
  public Step backwardWeights(Buffer x, Buffer dy, Buffer dweights, Buffer dbias) {
    return plan.gradient(
        shape.inputs(),
        shape.outputs(),
        transform,
        WinogradImages.WHOLE,
        Addresses.of("x", x, tensor(shape.inputs())),
        WinogradImages.WHOLE,
        Addresses.of("dy", dy, tensor(shape.outputs())),
        false,
        weights.address(dweights),
        Addresses.of("dbias", dbias, shape.outputs()));
  }
}
