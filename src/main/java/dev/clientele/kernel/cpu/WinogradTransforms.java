package dev.clientele.kernel.cpu;

/**
 * The transforms of blocks of tiles: between images (NHWC) and planes {@code [tiles, channels]},
 * one for each point of a transformed tile. Each does some tiles of a tile row at once, down the
 * columns of the image and along its rows, with a row of scratch for each point between. Pixels
 * outside the image are zero, or are dropped.
 */
final class WinogradTransforms {
  /** Bytes of the rows of scratch for the tiles done at once: half a level-1 cache. */
  private static final int GROUP_BYTES = 24 * 1024;

  private final WinogradTiles tiles;
  private final int channels;
  private final WinogradFilter filter;
  private final WinogradImages images;
  private final int points;

  /** Bytes of one pixel; from a seen pixel to the next, a row and an image. */
  private final int pixel;

  private final int pixelStep;

  /** From the end of a tile's first pixel to the next tile's, in a row of scratch. */
  private final long tileGap;

  private final int rowStep;
  private final long imageStep;

  /** Bytes before the first seen pixel; of a scratch row and of a plane. */
  private final long first;

  private final long row;
  private final long plane;

  /** Tiles done at once. */
  private final int group;

  private final long zeros;
  private final long dump;
  private final long rows;

  /** Four rows of the image, before they are added to what is there. */
  private final long sums;

  WinogradTransforms(
      WinogradTiles tiles,
      int channels,
      WinogradFilter filter,
      WinogradImages images,
      Scratch scratch) {
    this.tiles = tiles;
    this.channels = channels;
    this.filter = filter;
    this.images = images;
    points = filter.points();
    pixel = Float.BYTES * channels;
    pixelStep = images.scale() * pixel;
    tileGap = (WinogradFilter.SIZE - 1L) * pixel;
    int imageRow = tiles.width() * pixelStep;
    rowStep = images.scale() * imageRow;
    imageStep = (long) tiles.height() * rowStep;
    first = (long) images.row() * imageRow + (long) images.column() * pixel;
    plane = Float.BYTES * tiles.plane(channels);
    int most = GROUP_BYTES / (points * WinogradFilter.SIZE * pixel);
    group = Math.clamp(most, 1, tiles.columns());
    // A tile's pixels overlap the next one's.
    long width = (long) group * WinogradFilter.SIZE + points - WinogradFilter.SIZE;
    row = width * pixel;
    zeros = scratch.at(Scratch.Place.ZEROS, imageRow / Float.BYTES);
    dump = scratch.at(Scratch.Place.DUMP, imageRow / Float.BYTES);
    rows = scratch.at(Scratch.Place.ROWS, points * width * channels);
    sums = scratch.at(Scratch.Place.SUMS, (long) WinogradFilter.SIZE * tiles.width() * channels);
  }

  /** {@code B^T d B} of the pixels around every tile of a block. */
  void input(long x, int block, long planes) {
    for (int r = 0; r < tiles.blockRows(block); r++) {
      int tileRow = block * tiles.block() + r;
      long from = image(x, tileRow);
      int top = tiles.top(tileRow) - images.above();
      for (int tile = 0; tile < tiles.columns(); tile += group) {
        int count = Math.min(group, tiles.columns() - tile);
        int left = tile * WinogradFilter.SIZE - images.left();
        int all = count * WinogradFilter.SIZE + points - WinogradFilter.SIZE;
        int begin = Math.max(0, left);
        int end = Math.min(tiles.width(), left + all);
        clearRows(0, begin - left);
        clearRows(end - left, all);
        long at = (long) begin * pixelStep;
        filter.input(
            at(from, top) + at,
            at(from, top + 1) + at,
            at(from, top + 2) + at,
            at(from, top + 3) + at,
            at(from, top + 4) + at,
            at(from, top + 5) + at,
            run(end - begin),
            pixelStep - pixel,
            rows + (long) (begin - left) * pixel,
            row,
            (end - begin) * pixel);
        long to = plane(planes, r, tile);
        for (int p = 0; p < points; p++, to += points * plane) {
          long d = rows + p * row;
          filter.input(
              d,
              d + pixel,
              d + 2L * pixel,
              d + 3L * pixel,
              d + 4L * pixel,
              d + 5L * pixel,
              pixel,
              tileGap,
              to,
              plane,
              count * pixel);
        }
      }
    }
  }

  /** The first seen pixel of a tile row's image. */
  private long image(long of, int tileRow) {
    return of + tiles.image(tileRow) * imageStep + first;
  }

  /** Where a tile of a block begins in the first plane. */
  private long plane(long planes, int blockRow, int tile) {
    return planes + ((long) blockRow * tiles.columns() + tile) * pixel;
  }

  /** Clears some pixels of every row of scratch. */
  private void clearRows(int begin, int end) {
    if (begin < end) {
      for (int p = 0; p < points; p++) {
        WinogradLoops.clear(rows + p * row + (long) begin * pixel, (end - begin) * pixel);
      }
    }
  }

  /** Bytes that lie together, of so many seen pixels of a row. */
  private int run(int pixels) {
    return images.scale() == 1 ? pixels * pixel : pixel;
  }

  /** A row of an image, zeros outside it. */
  private long at(long from, int index) {
    return index >= 0 && index < tiles.height() ? from + (long) index * rowStep : zeros;
  }

  /** {@code A y A^T} of the 4 x 4 pixels of every tile of a block. */
  void gradient(long y, int block, long planes) {
    for (int r = 0; r < tiles.blockRows(block); r++) {
      int tileRow = block * tiles.block() + r;
      long from = image(y, tileRow);
      int top = tiles.top(tileRow);
      for (int tile = 0; tile < tiles.columns(); tile += group) {
        int count = Math.min(group, tiles.columns() - tile);
        int begin = tile * WinogradFilter.SIZE;
        int all = count * WinogradFilter.SIZE;
        int seen = Math.min(tiles.width() - begin, all);
        clearRows(seen, all);
        long at = (long) begin * pixelStep;
        filter.gradient(
            at(from, top) + at,
            at(from, top + 1) + at,
            at(from, top + 2) + at,
            at(from, top + 3) + at,
            run(seen),
            pixelStep - pixel,
            rows,
            row,
            seen * pixel);
        long to = plane(planes, r, tile);
        for (int p = 0; p < points; p++, to += points * plane) {
          long d = rows + p * row;
          filter.gradient(
              d,
              d + pixel,
              d + 2L * pixel,
              d + 3L * pixel,
              pixel,
              tileGap,
              to,
              plane,
              count * pixel);
        }
      }
    }
  }

  /**
   * The sums of y over the pixels of every tile of a block.
   *
   * @param planes {@link #gradient}'s
   * @param add whether they are added to what is there
   * @param to a number a channel
   */
  void sums(long planes, int block, boolean add, long to) {
    ElementLoops.columnSums(constant(planes), add, to, tiles.blockTiles(block), channels);
  }

  /**
   * The plane of the point 1 in both dimensions, where all pixels of a tile have the factor 1: its
   * value is added to all of them, and in the gradient it is the sum of theirs.
   */
  private long constant(long planes) {
    return planes + (points + 1) * plane;
  }

  /**
   * {@code y = A^T m A + bias (+ residual) (+ y where add)} for every tile of a block.
   *
   * @param planes m; changed where there is a bias
   * @param bias 0 for none
   * @param residual 0 for none, which it must be unless whole images are seen
   * @param add false, unless whole images are seen
   */
  void output(long planes, int block, long bias, long residual, boolean add, long y) {
    if (bias != 0) {
      WinogradLoops.addBias(constant(planes), bias, pixel, tiles.blockTiles(block));
    }
    for (int r = 0; r < tiles.blockRows(block); r++) {
      int tileRow = block * tiles.block() + r;
      int top = tiles.top(tileRow);
      long offset = image(0, tileRow) + (long) top * rowStep;
      int height = Math.min(WinogradFilter.SIZE, tiles.height() - top);
      long to = add ? sums : y + offset;
      for (int tile = 0; tile < tiles.columns(); tile += group) {
        int count = Math.min(group, tiles.columns() - tile);
        long from = plane(planes, r, tile);
        for (int p = 0; p < points; p++, from += points * plane) {
          long d = rows + p * row;
          filter.output(
              from,
              plane,
              d,
              d + pixel,
              d + 2L * pixel,
              d + 3L * pixel,
              pixel,
              tileGap,
              count * pixel);
        }
        int begin = tile * WinogradFilter.SIZE;
        int seen = Math.min(tiles.width() - begin, count * WinogradFilter.SIZE);
        long at = to + (long) begin * pixelStep;
        filter.output(
            rows,
            row,
            at,
            height > 1 ? at + rowStep : dump,
            height > 2 ? at + 2L * rowStep : dump,
            height > 3 ? at + 3L * rowStep : dump,
            run(seen),
            pixelStep - pixel,
            seen * pixel);
      }
      if (residual != 0) {
        WinogradLoops.sum(to, residual + offset, to, height * rowStep);
      }
      if (add) {
        WinogradLoops.sum(to, y + offset, y + offset, height * rowStep);
      }
    }
  }
}
