package dev.clientele.kernel.cpu;

import dev.clientele.kernel.ConvolutionShape;
import dev.clientele.kernel.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Prepares passes of one of Winograd's algorithms over images of one size.
 *
 * @param height of what is seen of an image
 * @param width the same
 * @param filter the algorithm along one dimension
 */
record WinogradPlan(
    int batch,
    int height,
    int width,
    WinogradFilter filter,
    PlaneProducts products,
    Scratch scratch) {
  /**
   * Bytes of a block's planes on either side of the products: both fit a level-2 cache of 1 MiB.
   * Less would leave wide layers with products of fewer than 24 rows, which are a third slower.
   */
  private static final long BLOCK_BYTES = 500_000;

  /**
   * The same in the pass to the weights, where every block also reads and writes a sum of planes.
   */
  private static final long GRADIENT_BLOCK_BYTES = 1_000_000;

  /**
   * Whether Winograd's algorithms are possible for the shape: whole vectors of any machine, so that
   * the choice does not depend on it. They are worth it from 16 channels on.
   */
  static boolean suits(ConvolutionShape s) {
    return s.kernel() == 3
        && s.stride() == 1
        && s.before() == 1
        && s.after() == 1
        && s.inputs() % Wide.MOST == 0
        && s.outputs() % Wide.MOST == 0;
  }

  /** Planes, one for each point of a transformed tile. */
  int planes() {
    return filter.points() * filter.points();
  }

  /** One of the convolutions that a pass sums: what it sees, and its transformed weights. */
  record Part(WinogradImages sees, long planes) {}

  /**
   * A forward pass, or a backward pass to the data.
   *
   * @param from channels of x
   * @param to channels of y
   * @param parts at least one
   * @param sees what of y the tiles cover
   * @param bias 0 for none
   * @param residual 0 for none
   */
  WinogradPass pass(
      int from,
      int to,
      List<Part> parts,
      long x,
      WinogradImages sees,
      long bias,
      long residual,
      boolean add,
      long y) {
    WinogradTiles tiles = tiles(from, to, BLOCK_BYTES);
    long left = scratch.at(Scratch.Place.LEFT, tiles.planes(from));
    long right = scratch.at(Scratch.Place.RIGHT, tiles.planes(to));
    int last = tiles.blocks() - 1;
    boolean same = tiles.blockTiles(last) == tiles.blockTiles(0);
    List<WinogradPass.Term> terms = new ArrayList<>();
    for (Part part : parts) {
      boolean sum = !terms.isEmpty();
      Step full = product(tiles, 0, from, to, part.planes(), left, right, sum);
      terms.add(
          new WinogradPass.Term(
              transforms(tiles, from, part.sees()),
              full,
              same ? full : product(tiles, last, from, to, part.planes(), left, right, sum)));
    }
    return new WinogradPass(
        tiles,
        List.copyOf(terms),
        transforms(tiles, to, sees),
        left,
        right,
        x,
        bias,
        residual,
        add,
        y);
  }

  private WinogradTransforms transforms(WinogradTiles tiles, int channels, WinogradImages sees) {
    return new WinogradTransforms(tiles, channels, filter, sees, scratch);
  }

  private WinogradTiles tiles(int from, int to, long bytes) {
    long each = (long) Float.BYTES * planes() * Math.max(from, to);
    return WinogradTiles.of(batch, height, width, filter.points(), bytes / each);
  }

  private Step product(
      WinogradTiles tiles,
      int block,
      int from,
      int to,
      long weights,
      long left,
      long right,
      boolean add) {
    return products.planes(
        planes(),
        tiles.blockTiles(block),
        to,
        from,
        left,
        tiles.plane(from),
        false,
        weights,
        (long) from * to,
        right,
        tiles.plane(to),
        add);
  }

  /**
   * A backward pass to the weights of one filter, and to the bias.
   *
   * @param from channels of x
   * @param to channels of y
   * @param sees what the filter sees of x
   * @param seesGradient what of y the tiles cover
   * @param add whether the gradients are added to what is there
   * @param dbias 0 for none
   */
  WinogradWeightGradient gradient(
      int from,
      int to,
      WinogradWeightTransform weights,
      WinogradImages sees,
      long x,
      WinogradImages seesGradient,
      long dy,
      boolean add,
      long dweights,
      long dbias) {
    // Fewer tiles than channels would make the products thinner than what they are added to.
    long most = Math.max(from, to);
    WinogradTiles tiles =
        tiles(from, to, Math.max(GRADIENT_BLOCK_BYTES, most * most * Float.BYTES * planes()));
    long left = scratch.at(Scratch.Place.LEFT, tiles.planes(from));
    long right = scratch.at(Scratch.Place.RIGHT, tiles.planes(to));
    long sums = scratch.at(Scratch.Place.PLANES, (long) planes() * from * to);
    int end = tiles.blocks() - 1;
    Step first = gradientProduct(tiles, 0, from, to, left, right, sums);
    Step next = end < 2 ? first : gradientProduct(tiles, 1, from, to, left, right, sums);
    Step last = end < 1 ? first : gradientProduct(tiles, end, from, to, left, right, sums);
    return new WinogradWeightGradient(
        tiles,
        transforms(tiles, from, sees),
        transforms(tiles, to, seesGradient),
        weights,
        first,
        next,
        last,
        left,
        right,
        sums,
        x,
        dy,
        add,
        dweights,
        dbias);
  }

  private Step gradientProduct(
      WinogradTiles tiles, int block, int from, int to, long left, long right, long sums) {
    return products.planes(
        planes(),
        from,
        to,
        tiles.blockTiles(block),
        left,
        tiles.plane(from),
        true,
        right,
        tiles.plane(to),
        sums,
        (long) from * to,
        block > 0);
  }
}
