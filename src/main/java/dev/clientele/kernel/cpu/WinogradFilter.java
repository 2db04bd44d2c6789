package dev.clientele.kernel.cpu;

/**
 * The one-dimensional transforms of one of Winograd's minimal filtering algorithms F(4, r): four
 * outputs of a filter of r taps. Each is a single long loop: down the columns over whole rows,
 * along the rows over all tiles and the channels of a pixel. (A loop over the channels within one
 * over the tiles is half as fast: the compiler does little for a loop of four turns.) The classes
 * are named {@code ...Loops}, which tells the compiler not to inline their methods. Steps and
 * lengths are bytes, pixels multiples of 64.
 */
interface WinogradFilter {
  /** Outputs along a tile. */
  int SIZE = 4;

  /** Points of a transformed tile along one dimension, {@code 4 + taps - 1}: also its inputs. */
  int points();

  /**
   * {@code B^T d}: rows of as many pixels as there are points to as many rows of points, {@code
   * step} apart. With five points the last row is not read.
   */
  void inputColumns(
      long d0, long d1, long d2, long d3, long d4, long d5, long to, long step, int bytes);

  /** {@code d B}: tiles, which begin every four pixels, to planes {@code step} apart. */
  void inputRow(long from, int pixel, int tiles, long to, long step);

  /** {@code m A}: planes, {@code step} apart, to tiles of four pixels. */
  void outputRow(long from, long step, int pixel, int tiles, long to);

  /** {@code A^T m}: rows of points, {@code step} apart, to four rows of pixels. */
  void outputColumns(long from, long step, long to0, long to1, long to2, long to3, int bytes);

  /** {@code A y}: four rows of pixels to rows of points, {@code step} apart. */
  void gradientColumns(long y0, long y1, long y2, long y3, long to, long step, int bytes);

  /** {@code y A^T}: tiles of four pixels to planes, {@code step} apart. */
  void gradientRow(long from, int pixel, int tiles, long to, long step);
}
