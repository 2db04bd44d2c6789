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
  private static final int POINTS = 5;

  /** Phases along one dimension. */
  private static final int PHASES = 2;

  /**
   * Tiles that a transform of the weights costs as much as, in a step with both passes: by
   * measurement.
   */
  private static final int TILES_FOR_WEIGHTS = 16;

  /** The taps of the even and of the odd phase, as sums of the three taps. */
  private static final float[][][] TAPS = {{{1, 0, 0}, {0, 1, 1}}, {{1, 1, 0}, {0, 0, 1}}};

  /** From the three taps to the points of a phase. */
  private static final float[][][] G = {
    product(WinogradF42Loops.G, TAPS[0]), product(WinogradF42Loops.G, TAPS[1])
  };

  private final ConvolutionShape shape;
  private final boolean trained;
  private final LongFunction<Buffer> allocate;
  private final Scratch scratch;
  private final WinogradPlan plan;
  private final WinogradWeights weights;
  private long forwardPlanes;
  private long backwardPlanes;

  private static float[][] product(float[][] a, float[][] b) {
    float[][] c = new float[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b[0].length; j++) {
        for (int k = 0; k < b.length; k++) {
          c[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return c;
  }

  /**
   * Whether this is possible for the shape and takes fewer multiplications than {@link Winograd}
   * over up-sampled images: not where much of the tiles is outside the images, nor where there are
   * so few tiles that the transforms of trained weights, of 100 planes instead of 36, weigh more.
   *
   * @param s of the convolution alone
   */
  static boolean suits(ConvolutionShape s) {
    return WinogradPlan.suits(s)
        && s.height() % PHASES == 0
        && s.width() % PHASES == 0
        && planes(POINTS) * Phase.ALL.size() * tiles(s, PHASES)
            < planes(WinogradF43Loops.INSTANCE.points()) * tiles(s, 1);
  }

  private static long planes(int points) {
    return (long) points * points;
  }

  /** Tiles of images divided by so much, and those that the weights' transforms cost as much as. */
  private static long tiles(ConvolutionShape s, int divisor) {
    return TILES_FOR_WEIGHTS
        + (long) s.batch()
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
    if (!WinogradPlan.suits(shape) || shape.height() % PHASES != 0 || shape.width() % PHASES != 0) {
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
            POINTS,
            products,
            scratch);
    this.weights = new WinogradWeights(shape.inputs(), shape.outputs());
  }

  /** One of the four phases of the outputs. */
  private record Phase(int row, int column) {
    static final List<Phase> ALL =
        List.of(new Phase(0, 0), new Phase(0, 1), new Phase(1, 0), new Phase(1, 1));

    /** Its pixels of the outputs. */
    WinogradImages outputs() {
      return new WinogradImages(PHASES, row, column, 0, 0);
    }

    /** What its filter sees of the inputs. */
    WinogradImages inputs() {
      return new WinogradImages(1, 0, 0, 1 - row, 1 - column);
    }

    /** What the filter of the backward pass sees of the outputs' gradients. */
    WinogradImages gradients() {
      return new WinogradImages(PHASES, row, column, row, column);
    }

    /** The phase whose filter, of the reversed weights, is that of the backward pass. */
    Phase reversed() {
      return new Phase(1 - row, 1 - column);
    }

    int index() {
      return PHASES * row + column;
    }
  }

  private WinogradWeightTransform transform(Phase phase) {
    return new WinogradWeightTransform(
        shape.inputs() * shape.outputs(), G[phase.row], G[phase.column], scratch);
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
    for (Phase phase : Phase.ALL) {
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
  private Step transform(Buffer of, Phase phase) {
    WinogradWeightTransform transform = transform(phase);
    long from = weights.address(of);
    long to = forwardPlanes(phase);
    return () -> transform.transform(from, to);
  }

  /** Where they are: those of trained weights in one place, each made just before it is read. */
  private long forwardPlanes(Phase phase) {
    if (trained) {
      return scratch.at(Scratch.Place.PLANES, planes());
    }
    if (forwardPlanes == 0) {
      forwardPlanes = allocate.apply(Phase.ALL.size() * planes()).address();
    }
    return forwardPlanes + planes() * Float.BYTES * phase.index();
  }

  /** Weights to the planes of all phases that {@link #backwardData} multiplies with. */
  private Step transformReversed(Buffer of) {
    long from = weights.address(of);
    long between = scratch.at(Scratch.Place.LEFT, shape.weights());
    List<Step> steps = new ArrayList<>();
    steps.add(() -> weights.reverse(from, between));
    for (Phase phase : Phase.ALL) {
      WinogradWeightTransform transform = transform(phase.reversed());
      long to = backwardPlanes(phase);
      steps.add(() -> transform.transform(between, to));
    }
    return Steps.all(steps);
  }

  private long backwardPlanes(Phase phase) {
    long all = Phase.ALL.size() * planes();
    if (backwardPlanes == 0) {
      backwardPlanes =
          trained ? scratch.at(Scratch.Place.PLANES, all) : allocate.apply(all).address();
    }
    return backwardPlanes + planes() * Float.BYTES * phase.index();
  }

  @Override
  public Step forward(Buffer x, Buffer by, Buffer bias, Buffer residual, boolean add, Buffer y) {
    boolean more = add || residual != null;
    Buffer to = more ? allocate.apply(y.floats()) : y;
    List<Step> steps = new ArrayList<>();
    for (Phase phase : Phase.ALL) {
      if (trained) {
        steps.add(transform(by, phase));
      }
      steps.add(
          plan.pass(
              shape.inputs(),
              shape.outputs(),
              List.of(new WinogradPlan.Filter(phase.inputs(), forwardPlanes(phase))),
              Addresses.of("x", x, inputs()),
              phase.outputs(),
              Addresses.of("bias", bias, shape.outputs()),
              0,
              false,
              Addresses.of("y", to, outputs())));
    }
    if (residual != null) {
      Addresses.of("residual", residual, outputs());
      steps.add(Steps.add(residual, to));
    }
    if (more) {
      steps.add(add ? Steps.add(to, y) : Steps.copy(to, y));
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
    List<WinogradPlan.Filter> filters = new ArrayList<>();
    for (Phase phase : Phase.ALL) {
      filters.add(new WinogradPlan.Filter(phase.gradients(), backwardPlanes(phase)));
    }
    Step pass =
        plan.pass(
            shape.outputs(),
            shape.inputs(),
            filters,
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
    for (Phase phase : Phase.ALL) {
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
