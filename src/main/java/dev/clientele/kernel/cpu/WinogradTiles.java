package dev.clientele.kernel.cpu;

/**
 * How images are cut into tiles of 4 x 4 pixels, and the tiles into blocks. A tile row is the tiles
 * beside each other in one image; a block is some tile rows, of one image or of several, that are
 * transformed together.
 *
 * @param height of what is seen of an image
 * @param points of a transformed tile along one dimension
 * @param rows tile rows of one image
 * @param columns tiles of a tile row
 * @param all tile rows of all images
 * @param block tile rows of a block; the last block may have fewer
 */
record WinogradTiles(int height, int width, int points, int rows, int columns, int all, int block) {
  /** Numbers between planes, so that they do not all fall into the same sets of a cache. */
  private static final int PAD = 16;

  /**
   * Tiles in blocks of about equal size.
   *
   * @param height of the part of an image that is seen
   * @param width the same
   * @param points of a transformed tile along one dimension
   * @param tiles the most tiles of a block, at least one tile row
   */
  static WinogradTiles of(int batch, int height, int width, int points, long tiles) {
    int rows = Math.ceilDiv(height, WinogradFilter.SIZE);
    int columns = Math.ceilDiv(width, WinogradFilter.SIZE);
    int all = batch * rows;
    int most = Math.clamp(tiles / columns, 1, all);
    int blocks = Math.ceilDiv(all, most);
    return new WinogradTiles(height, width, points, rows, columns, all, Math.ceilDiv(all, blocks));
  }

  /** Blocks of all tiles. */
  int blocks() {
    return Math.ceilDiv(all, block);
  }

  /** Tile rows of a block. */
  int blockRows(int index) {
    return Math.min(block, all - index * block);
  }

  /** Tiles of a block. */
  int blockTiles(int index) {
    return blockRows(index) * columns;
  }

  /** Numbers from one plane of a block to the next. */
  long plane(int channels) {
    return (long) block * columns * channels + PAD;
  }

  /** Numbers of a block's planes. */
  long planes(int channels) {
    return (long) points * points * plane(channels);
  }

  /** Image of a tile row. */
  int image(int row) {
    return row / rows;
  }

  /** The first pixel row that a tile row covers. */
  int top(int row) {
    return row % rows * WinogradFilter.SIZE;
  }
}
