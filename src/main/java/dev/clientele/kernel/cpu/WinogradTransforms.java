package dev.clientele.kernel.cpu;

/**
 * The transforms of blocks of tiles: between images (NHWC) and 36 planes {@code [tiles, channels]}.
 * Each does some tiles of a tile row at once, down the columns of the image and along its rows,
 * with six rows of scratch between. Pixels outside the image are zero, or are dropped.
 */
final class WinogradTransforms {
  /** Points along a transformed tile. */
  private static final int POINTS = 6;

  /**
   * The plane of the point (1, 1), whose value the inverse transform adds to every pixel of a tile.
   */
  private static final int CONSTANT = 7;

  /** Bytes of the six rows of scratch for the tiles done at once: half a level-1 cache. */
  private static final int GROUP_BYTES = 24 * 1024;

  private final WinogradTiles tiles;

  /** Bytes of one pixel, of a row of the image, of the image, of a scratch row and of a plane. */
  private final int pixel;

  private final int imageRow;
  private final long image;
  private final long row;
  private final long plane;

  /** Tiles done at once. */
  private final int group;

  private final long zeros;
  private final long dump;
  private final long rows;

  /** Four rows of the image, before they are added to what is there. */
  private final long sums;

  WinogradTransforms(WinogradTiles tiles, int channels, Scratch scratch) {
    this.tiles = tiles;
    pixel = Float.BYTES * channels;
    imageRow = tiles.width() * pixel;
    image = (long) tiles.height() * imageRow;
    plane = Float.BYTES * tiles.plane(channels);
    int most = GROUP_BYTES / (POINTS * WinogradTiles.SIZE * pixel);
    group = Math.clamp(most, 1, tiles.columns());
    // Two pixels more: a tile's six overlap the next one's.
    long width = (long) group * WinogradTiles.SIZE + 2;
    row = width * pixel;
    zeros = scratch.at(Scratch.Place.ZEROS, (long) tiles.width() * channels);
    dump = scratch.at(Scratch.Place.DUMP, (long) tiles.width() * channels);
    rows = scratch.at(Scratch.Place.ROWS, POINTS * width * channels);
    sums = scratch.at(Scratch.Place.SUMS, (long) WinogradTiles.SIZE * tiles.width() * channels);
  }

  /** {@code B^T d B} of the 6 x 6 pixels around every tile of a block. */
  void input(long x, int block, long planes) {
    for (int r = 0; r < tiles.blockRows(block); r++) {
      int tileRow = block * tiles.block() + r;
      long from = x + tiles.image(tileRow) * image;
      int top = tiles.top(tileRow) - 1;
      for (int tile = 0; tile < tiles.columns(); tile += group) {
        int count = Math.min(group, tiles.columns() - tile);
        int left = (tile * WinogradTiles.SIZE - 1) * pixel;
        int all = (count * WinogradTiles.SIZE + 2) * pixel;
        int begin = Math.max(0, left);
        int end = Math.min(imageRow, left + all);
        clearRows(0, begin - left);
        clearRows(end - left, all);
        WinogradLoops.inputColumns(
            at(from, top) + begin,
            at(from, top + 1) + begin,
            at(from, top + 2) + begin,
            at(from, top + 3) + begin,
            at(from, top + 4) + begin,
            at(from, top + 5) + begin,
            rows + begin - left,
            row,
            end - begin);
        long to = plane(planes, r, tile);
        for (int p = 0; p < POINTS; p++, to += POINTS * plane) {
          WinogradLoops.inputRow(rows + p * row, pixel, count, to, plane);
        }
      }
    }
  }

  /** Where a tile of a block begins in the first plane. */
  private long plane(long planes, int blockRow, int tile) {
    return planes + ((long) blockRow * tiles.columns() + tile) * pixel;
  }

  /** Clears part of every row of scratch. */
  private void clearRows(int begin, int end) {
    if (begin < end) {
      for (int p = 0; p < POINTS; p++) {
        WinogradLoops.clear(rows + p * row + begin, end - begin);
      }
    }
  }

  /** A row of an image, zeros outside it. */
  private long at(long from, int index) {
    return index >= 0 && index < tiles.height() ? from + (long) index * imageRow : zeros;
  }

  /** {@code A y A^T} of the 4 x 4 pixels of every tile of a block. */
  void gradient(long y, int block, long planes) {
    for (int r = 0; r < tiles.blockRows(block); r++) {
      int tileRow = block * tiles.block() + r;
      long from = y + tiles.image(tileRow) * image;
      int top = tiles.top(tileRow);
      for (int tile = 0; tile < tiles.columns(); tile += group) {
        int count = Math.min(group, tiles.columns() - tile);
        int begin = tile * WinogradTiles.SIZE * pixel;
        int all = count * WinogradTiles.SIZE * pixel;
        int bytes = Math.min(imageRow - begin, all);
        clearRows(bytes, all);
        WinogradLoops.gradientColumns(
            at(from, top) + begin,
            at(from, top + 1) + begin,
            at(from, top + 2) + begin,
            at(from, top + 3) + begin,
            rows,
            row,
            bytes);
        long to = plane(planes, r, tile);
        for (int p = 0; p < POINTS; p++, to += POINTS * plane) {
          WinogradLoops.gradientRow(rows + p * row, pixel, count, to, plane);
        }
      }
    }
  }

  /**
   * {@code y = A^T m A + bias (+ residual) (+ y where add)} for every tile of a block.
   *
   * @param planes m; changed where there is a bias
   * @param bias 0 for none
   * @param residual 0 for none
   */
  void output(long planes, int block, long bias, long residual, boolean add, long y) {
    if (bias != 0) {
      WinogradLoops.addBias(planes + CONSTANT * plane, bias, pixel, tiles.blockTiles(block));
    }
    for (int r = 0; r < tiles.blockRows(block); r++) {
      int tileRow = block * tiles.block() + r;
      int top = tiles.top(tileRow);
      long offset = tiles.image(tileRow) * image + (long) top * imageRow;
      int height = Math.min(WinogradTiles.SIZE, tiles.height() - top);
      long to = add ? sums : y + offset;
      for (int tile = 0; tile < tiles.columns(); tile += group) {
        int count = Math.min(group, tiles.columns() - tile);
        long from = plane(planes, r, tile);
        for (int p = 0; p < POINTS; p++, from += POINTS * plane) {
          WinogradLoops.outputRow(from, plane, pixel, count, rows + p * row);
        }
        int begin = tile * WinogradTiles.SIZE * pixel;
        WinogradLoops.outputColumns(
            rows,
            row,
            to + begin,
            height > 1 ? to + imageRow + begin : dump,
            height > 2 ? to + 2L * imageRow + begin : dump,
            height > 3 ? to + 3L * imageRow + begin : dump,
            Math.min(imageRow - begin, count * WinogradTiles.SIZE * pixel));
      }
      if (residual != 0) {
        WinogradLoops.sum(to, residual + offset, to, height * imageRow);
      }
      if (add) {
        WinogradLoops.sum(to, y + offset, y + offset, height * imageRow);
      }
    }
  }
}
