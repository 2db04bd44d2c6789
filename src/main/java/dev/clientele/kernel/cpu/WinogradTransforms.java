package dev.clientele.kernel.cpu;

/**
 * The transforms of blocks of tiles: between images (NHWC) and 36 planes {@code [tiles, channels]}.
 * Each does a whole tile row at once, down the columns of the image and along its rows, with six
 * rows of scratch between. Pixels outside the image are zero, or are dropped.
 */
final class WinogradTransforms {
  /** Points along a transformed tile. */
  private static final int POINTS = 6;

  /**
   * The plane of the point (1, 1), whose value the inverse transform adds to every pixel of a tile.
   */
  private static final int CONSTANT = 7;

  private final WinogradTiles tiles;

  /** Bytes of one pixel, of a row of the image, of the image, of a scratch row and of a plane. */
  private final int pixel;

  private final int imageRow;
  private final long image;
  private final long row;
  private final long plane;

  private final long zeros;
  private final long dump;
  private final long rows;

  WinogradTransforms(WinogradTiles tiles, int channels, Scratch scratch) {
    this.tiles = tiles;
    pixel = Float.BYTES * channels;
    imageRow = tiles.width() * pixel;
    image = (long) tiles.height() * imageRow;
    plane = Float.BYTES * tiles.plane(channels);
    // The padding left of the first tile and right of the last.
    long width = (long) tiles.columns() * WinogradTiles.SIZE + 2;
    row = width * pixel;
    zeros = scratch.at(Scratch.Place.ZEROS, (long) tiles.width() * channels);
    dump = scratch.at(Scratch.Place.DUMP, (long) tiles.width() * channels);
    rows = scratch.at(Scratch.Place.ROWS, 2 * POINTS * width * channels);
  }

  /** {@code B^T d B} of the 6 x 6 pixels around every tile of a block. */
  void input(long x, int block, long planes) {
    for (int p = 0; p < POINTS; p++) {
      WinogradLoops.clear(rows + p * row, pixel);
      WinogradLoops.clear(rows + p * row + pixel + imageRow, (int) row - pixel - imageRow);
    }
    for (int r = 0; r < tiles.blockRows(block); r++) {
      int tileRow = block * tiles.block() + r;
      long from = x + tiles.image(tileRow) * image;
      int top = tiles.top(tileRow) - 1;
      WinogradLoops.inputColumns(
          at(from, top),
          at(from, top + 1),
          at(from, top + 2),
          at(from, top + 3),
          at(from, top + 4),
          at(from, top + 5),
          rows + pixel,
          row,
          imageRow);
      long to = planes + (long) r * tiles.columns() * pixel;
      for (int p = 0; p < POINTS; p++, to += POINTS * plane) {
        WinogradLoops.inputRow(rows + p * row, pixel, tiles.columns(), to, plane);
      }
    }
  }

  /** A row of an image, zeros outside it. */
  private long at(long from, int index) {
    return index >= 0 && index < tiles.height() ? from + (long) index * imageRow : zeros;
  }

  /** {@code A y A^T} of the 4 x 4 pixels of every tile of a block. */
  void gradient(long y, int block, long planes) {
    for (int p = 0; p < POINTS; p++) {
      WinogradLoops.clear(rows + p * row + imageRow, (int) row - imageRow);
    }
    for (int r = 0; r < tiles.blockRows(block); r++) {
      int tileRow = block * tiles.block() + r;
      long from = y + tiles.image(tileRow) * image;
      int top = tiles.top(tileRow);
      WinogradLoops.gradientColumns(
          at(from, top),
          at(from, top + 1),
          at(from, top + 2),
          at(from, top + 3),
          rows,
          row,
          imageRow);
      long to = planes + (long) r * tiles.columns() * pixel;
      for (int p = 0; p < POINTS; p++, to += POINTS * plane) {
        WinogradLoops.gradientRow(rows + p * row, pixel, tiles.columns(), to, plane);
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
      long from = planes + (long) r * tiles.columns() * pixel;
      for (int p = 0; p < POINTS; p++, from += POINTS * plane) {
        WinogradLoops.outputRow(from, plane, pixel, tiles.columns(), rows + p * row);
      }
      int tileRow = block * tiles.block() + r;
      int top = tiles.top(tileRow);
      long offset = tiles.image(tileRow) * image + (long) top * imageRow;
      int count = Math.min(WinogradTiles.SIZE, tiles.height() - top);
      long to = add ? rows + POINTS * row : y + offset;
      WinogradLoops.outputColumns(
          rows,
          row,
          to,
          count > 1 ? to + imageRow : dump,
          count > 2 ? to + 2L * imageRow : dump,
          count > 3 ? to + 3L * imageRow : dump,
          imageRow);
      if (residual != 0) {
        WinogradLoops.sum(to, residual + offset, to, count * imageRow);
      }
      if (add) {
        WinogradLoops.sum(to, y + offset, y + offset, count * imageRow);
      }
    }
  }
}
