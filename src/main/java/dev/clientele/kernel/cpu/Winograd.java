package dev.clientele.kernel.cpu;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.Convolution;
import dev.clientele.kernel.ConvolutionShape;
import dev.clientele.kernel.Step;
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
  /**
   * Bytes of a block's planes on either side of the products: both fit a level-2 cache of 1 MiB.
   * Less would leave wide layers with products of fewer than 24 rows, which are a third slower.
   */
  private static final long BLOCK_BYTES = 500_000;

  /**
   * The same in the pass to the weights, where every block also reads and writes a sum of planes.
   */
  private static final long GRADIENT_BLOCK_BYTES = 1_000_000;

  private final ConvolutionShape shape;
  private final boolean trained;
  private final PlaneProducts products;
  private final LongFunction<Buffer> allocate;
  private final Scratch scratch;
  private long forwardPlanes;
  private long backwardPlanes;

  /**
   * Whether this is possible for the shape: whole vectors of any machine, so that the choice does
   * not depend on it. It is worth it from 16 channels on.
   */
  static boolean suits(ConvolutionShape s) {
    return s.kernel() == 3
        && s.stride() == 1
        && s.before() == 1
        && s.after() == 1
        && s.inputs() % Wide.MOST == 0
        && s.outputs() % Wide.MOST == 0;
  }

  /**
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
    if (!suits(shape)) {
      throw new IllegalArgumentException(
          "expected a 3 x 3 convolution for Winograd's algorithm but was " + shape);
    }
    this.shape = shape;
    this.trained = trained;
    this.products = products;
    this.allocate = allocate;
    this.scratch = scratch;
  }

  /** Numbers of the transformed weights. */
  private long planes() {
    return (long) WinogradTiles.PLANES * plane();
  }

  private long plane() {
    return (long) shape.inputs() * shape.outputs();
  }

  @Override
  public long weightFloats() {
    return shape.weights();
  }

  @Override
  public Step load(Buffer plain, Buffer weights) {
    WinogradWeights w = weights();
    long from = Addresses.of("plain weights", plain, shape.weights());
    long to = Addresses.of("weights", weights, shape.weights());
    return () -> w.load(from, to);
  }

  @Override
  public Step store(Buffer weights, Buffer plain) {
    WinogradWeights w = weights();
    long from = Addresses.of("weights", weights, shape.weights());
    long to = Addresses.of("plain weights", plain, shape.weights());
    return () -> w.store(from, to);
  }

  private WinogradWeights weights() {
    return new WinogradWeights(shape.inputs(), shape.outputs(), scratch);
  }

  @Override
  public Step refresh(Buffer weights, boolean backward) {
    if (trained) {
      return () -> {};
    }
    Step forward = transform(weights);
    return backward ? Steps.both(forward, transformReversed(weights)) : forward;
  }

  /** Weights to the planes that {@link #forward} multiplies with. */
  private Step transform(Buffer weights) {
    WinogradWeights w = weights();
    long from = Addresses.of("weights", weights, shape.weights());
    long to = forwardPlanes();
    return () -> w.transform(from, to);
  }

  /** Weights to the planes that {@link #backwardData} multiplies with. */
  private Step transformReversed(Buffer weights) {
    WinogradWeights w = weights();
    WinogradWeights reversed =
        new WinogradWeights(/* inputs= */ shape.outputs(), /* outputs= */ shape.inputs(), scratch);
    long from = Addresses.of("weights", weights, shape.weights());
    long between = scratch.at(Scratch.Place.LEFT, shape.weights());
    long to = backwardPlanes();
    return () -> {
      w.reverse(from, between);
      reversed.transform(between, to);
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
    return trained
        ? scratch.at(Scratch.Place.PLANES, planes())
        : allocate.apply(planes()).address();
  }

  @Override
  public Step forward(
      Buffer x, Buffer weights, Buffer bias, Buffer residual, boolean add, Buffer y) {
    Step pass =
        pass(
            shape.inputs(),
            shape.outputs(),
            forwardPlanes(),
            Addresses.of("x", x, tensor(shape.inputs())),
            Addresses.of("bias", bias, shape.outputs()),
            Addresses.of("residual", residual, tensor(shape.outputs())),
            add,
            Addresses.of("y", y, tensor(shape.outputs())));
    return trained ? Steps.both(transform(weights), pass) : pass;
  }

  @Override
  public Step backwardData(Buffer dy, Buffer weights, Buffer dx, boolean add) {
    Step pass =
        pass(
            shape.outputs(),
            shape.inputs(),
            backwardPlanes(),
            Addresses.of("dy", dy, tensor(shape.outputs())),
            0,
            0,
            add,
            Addresses.of("dx", dx, tensor(shape.inputs())));
    return trained ? Steps.both(transformReversed(weights), pass) : pass;
  }

  /** Numbers of a tensor of so many channels. */
  private long tensor(int channels) {
    return (long) shape.batch() * shape.height() * shape.width() * channels;
  }

  private WinogradPass pass(
      int from, int to, long weights, long x, long bias, long residual, boolean add, long y) {
    WinogradTiles tiles = tiles(BLOCK_BYTES);
    long left = scratch.at(Scratch.Place.LEFT, tiles.planes(from));
    long right = scratch.at(Scratch.Place.RIGHT, tiles.planes(to));
    Step full = product(tiles, 0, from, to, weights, left, right);
    int last = tiles.blocks() - 1;
    boolean same = tiles.blockTiles(last) == tiles.blockTiles(0);
    return new WinogradPass(
        tiles,
        new WinogradTransforms(tiles, from, scratch),
        new WinogradTransforms(tiles, to, scratch),
        full,
        same ? full : product(tiles, last, from, to, weights, left, right),
        left,
        right,
        x,
        bias,
        residual,
        add,
        y);
  }

  private WinogradTiles tiles(long bytes) {
    int most = Math.max(shape.inputs(), shape.outputs());
    return WinogradTiles.of(shape, bytes / ((long) Float.BYTES * WinogradTiles.PLANES * most));
  }

  private Step product(
      WinogradTiles tiles, int block, int from, int to, long weights, long left, long right) {
    return products.planes(
        WinogradTiles.PLANES,
        tiles.blockTiles(block),
        to,
        from,
        left,
        tiles.plane(from),
        false,
        weights,
        plane(),
        right,
        tiles.plane(to),
        false);
  }

  @Override
  public Step backwardWeights(Buffer x, Buffer dy, Buffer dweights, Buffer dbias) {
    // Fewer tiles than channels would make the products thinner than what they are added to.
    long most = Math.max(shape.inputs(), shape.outputs());
    long bytes = Math.max(GRADIENT_BLOCK_BYTES, Float.BYTES * WinogradTiles.PLANES * most * most);
    WinogradTiles tiles = tiles(bytes);
    long left = scratch.at(Scratch.Place.LEFT, tiles.planes(shape.inputs()));
    long right = scratch.at(Scratch.Place.RIGHT, tiles.planes(shape.outputs()));
    long planes = scratch.at(Scratch.Place.PLANES, planes());
    int end = tiles.blocks() - 1;
    Step first = gradientProduct(tiles, 0, left, right, planes);
    Step next = end < 2 ? first : gradientProduct(tiles, 1, left, right, planes);
    Step last = end < 1 ? first : gradientProduct(tiles, end, left, right, planes);
    long gradients = Addresses.of("dy", dy, tensor(shape.outputs()));
    Step gradient =
        new WinogradWeightGradient(
            tiles,
            new WinogradTransforms(tiles, shape.inputs(), scratch),
            new WinogradTransforms(tiles, shape.outputs(), scratch),
            weights(),
            first,
            next,
            last,
            left,
            right,
            planes,
            Addresses.of("x", x, tensor(shape.inputs())),
            gradients,
            Addresses.of("dweights", dweights, shape.weights()));
    if (dbias == null) {
      return gradient;
    }
    long sums = Addresses.of("dbias", dbias, shape.outputs());
    return () -> {
      gradient.run();
      ElementLoops.columnSums(gradients, sums, tensor(1), shape.outputs());
    };
  }

  private Step gradientProduct(WinogradTiles tiles, int block, long left, long right, long planes) {
    return products.planes(
        WinogradTiles.PLANES,
        shape.inputs(),
        shape.outputs(),
        tiles.blockTiles(block),
        left,
        tiles.plane(shape.inputs()),
        true,
        right,
        tiles.plane(shape.outputs()),
        planes,
        plane(),
        block > 0);
  }
}
