package dev.clientele.kernel.cpu;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.Convolution;
import dev.clientele.kernel.ConvolutionShape;
import dev.clientele.kernel.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Nearest-neighbour up-sampling by 2 and a 3 x 3 convolution in one, without the up-sampled images.
 * Along one dimension, an even output is {@code w0 x[i - 1] + (w1 + w2) x[i]} and an odd one {@code
 * (w0 + w1) x[i] + w2 x[i + 1]}: four convolutions of 2 x 2 taps, one for each phase of the
 * outputs, by Winograd's F(4x4, 2x2). They take 100 multiplications where F(4x4, 3x3) over the
 * up-sampled images takes 144. Weights are as {@link Winograd}'s.
 */
final class WinogradUpsampled implements Convolution {
  private static final int PHASES = UpsamplingPhase.ALONG;

  private final ConvolutionShape shape;
  private final boolean trained;
  private final LongFunction<Buffer> allocate;
  private final Scratch scratch;
  private final WinogradPlan plan;
  private final WinogradWeights weights;
  private long forwardPlanes;
  private long backwardPlanes;

  /**
   * Whether this is possible for the shape and takes fewer multiplications than {@link Winograd}
   * over up-sampled images, which it does unless much of the tiles is outside the images. An image
   * is convolved alike, however many are beside it and whether or not the weights are trained.
   *
   * @param s of the convolution alone
   */
  static boolean suits(ConvolutionShape s) {
    return isPossible(s)
        && UpsamplingPhase.ALL.size() * products(s, PHASES, WinogradF42Loops.INSTANCE)
            < products(s, 1, WinogradF43Loops.INSTANCE);
  }

  private static boolean isPossible(ConvolutionShape s) {
    return WinogradPlan.suits(s) && s.height() % PHASES == 0 && s.width() % PHASES == 0;
  }

  /** Multiplications for an image whose height and width are divided by so much. */
  private static long products(ConvolutionShape s, int divisor, WinogradFilter filter) {
    return (long) filter.points()
        * filter.points()
        * Math.ceilDiv(s.height() / divisor, WinogradFilter.SIZE)
        * Math.ceilDiv(s.width() / divisor, WinogradFilter.SIZE);
  }

  /**
   * A convolution of a shape that {@link WinogradPlan#suits}, with an even height and width.
   *
   * @param shape of the convolution alone: of up-sampled images
   * @param trained whether the weights change between passes
   * @param allocate gives memory of so many numbers, which its owner frees
   * @param scratch what all convolutions of a worker share
   */
  WinogradUpsampled(
      ConvolutionShape shape,
      boolean trained,
      PlaneProducts products,
      LongFunction<Buffer> allocate,
      Scratch scratch) {
    if (!isPossible(shape)) {
      throw new IllegalArgumentException(
          "expected a 3 x 3 convolution of up-sampled images for Winograd's algorithm but was "
              + shape);
    }
    this.shape = shape;
    this.trained = trained;
    this.allocate = allocate;
    this.scratch = scratch;
    this.plan =
        new WinogradPlan(
            shape.batch(),
            shape.height() / PHASES,
            shape.width() / PHASES,
            WinogradF42Loops.INSTANCE,
            products,
            scratch);
    this.weights = new WinogradWeights(shape.inputs(), shape.outputs());
  }

  private WinogradWeightTransform transform(UpsamplingPhase phase) {
    return new WinogradWeightTransform(
        shape.inputs() * shape.outputs(), phase.rows(), phase.columns(), scratch);
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
    List<Step> steps = new ArrayList<>();
    for (UpsamplingPhase phase : UpsamplingPhase.ALL) {
      steps.add(transform(from, phase));
    }
    if (backward) {
      steps.add(transformReversed(from));
    }
    return Steps.all(steps);
  }

  /** Numbers of a phase's planes of weights. */
  private long planes() {
    return (long) plan.planes() * shape.inputs() * shape.outputs();
  }

  /** Weights to the planes of a phase that {@link #forward} multiplies with. */
  private Step transform(Buffer of, UpsamplingPhase phase) {
    WinogradWeightTransform transform = transform(phase);
    long from = weights.address(of);
    long to = forwardPlanes(phase);
    return () -> transform.transform(from, to);
  }

  /** Where they are: those of trained weights in one place, each made just before it is read. */
  private long forwardPlanes(UpsamplingPhase phase) {
    if (trained) {
      return scratch.at(Scratch.Place.PLANES, planes());
    }
    if (forwardPlanes == 0) {
      forwardPlanes = allocate.apply(UpsamplingPhase.ALL.size() * planes()).address();
    }
    return forwardPlanes + planes() * Float.BYTES * phase.index();
  }

  /** Weights to the planes of all phases that {@link #backwardData} multiplies with. */
  private Step transformReversed(Buffer of) {
    long from = weights.address(of);
    long between = scratch.at(Scratch.Place.LEFT, shape.weights());
    List<Step> steps = new ArrayList<>();
    steps.add(() -> weights.reverse(from, between));
    for (UpsamplingPhase phase : UpsamplingPhase.ALL) {
      WinogradWeightTransform transform = transform(phase.reversed());
      long to = backwardPlanes(phase);
      steps.add(() -> transform.transform(between, to));
    }
    return Steps.all(steps);
  }

  private long backwardPlanes(UpsamplingPhase phase) {
    long all = UpsamplingPhase.ALL.size() * planes();
    if (backwardPlanes == 0) {
      backwardPlanes =
          trained ? scratch.at(Scratch.Place.PLANES, all) : allocate.apply(all).address();
    }
    return backwardPlanes + planes() * Float.BYTES * phase.index();
  }

  @Override
  public Step forward(Buffer x, Buffer by, Buffer bias, Buffer residual, boolean add, Buffer y) {
    boolean more = add || residual != null;
    Buffer result = y.slice(0, outputs());
    Buffer to = more ? allocate.apply(outputs()) : result;
    List<Step> steps = new ArrayList<>();
    for (UpsamplingPhase phase : UpsamplingPhase.ALL) {
      if (trained) {
        steps.add(transform(by, phase));
      }
      steps.add(
          plan.pass(
              shape.inputs(),
              shape.outputs(),
              List.of(new WinogradPlan.Part(phase.inputs(), forwardPlanes(phase))),
              Addresses.of("x", x, inputs()),
              phase.outputs(),
              Addresses.of("bias", bias, shape.outputs()),
              0,
              false,
              to.address()));
    }
    if (residual != null) {
      Addresses.of("residual", residual, outputs());
      steps.add(Steps.add(residual, to));
    }
    if (more) {
      steps.add(add ? Steps.add(to, result) : Steps.copy(to, result));
    }
    return Steps.all(steps);
  }

  private long inputs() {
    return pixels() / (PHASES * PHASES) * shape.inputs();
  }

  private long outputs() {
    return pixels() * shape.outputs();
  }

  private long pixels() {
    return (long) shape.batch() * shape.height() * shape.width();
  }

  @Override
  public Step backwardData(Buffer dy, Buffer by, Buffer dx, boolean add) {
    List<WinogradPlan.Part> parts = new ArrayList<>();
    for (UpsamplingPhase phase : UpsamplingPhase.ALL) {
      parts.add(new WinogradPlan.Part(phase.gradients(), backwardPlanes(phase)));
    }
    Step pass =
        plan.pass(
            shape.outputs(),
            shape.inputs(),
            parts,
            Addresses.of("dy", dy, outputs()),
            new WinogradImages(1, 0, 0, 0, 0),
            0,
            0,
            add,
            Addresses.of("dx", dx, inputs()));
    return trained ? Steps.both(transformReversed(by), pass) : pass;
  }

  @Override
  public Step backwardWeights(Buffer x, Buffer dy, Buffer dweights, Buffer dbias) {
    List<Step> steps = new ArrayList<>();
    for (UpsamplingPhase phase : UpsamplingPhase.ALL) {
      steps.add(
          plan.gradient(
              shape.inputs(),
              shape.outputs(),
              transform(phase),
              phase.inputs(),
              Addresses.of("x", x, inputs()),
              phase.outputs(),
              Addresses.of("dy", dy, outputs()),
              phase.index() > 0,
              weights.address(dweights),
              Addresses.of("dbias", dbias, shape.outputs())));
    }
    return Steps.all(steps);
  }
}
