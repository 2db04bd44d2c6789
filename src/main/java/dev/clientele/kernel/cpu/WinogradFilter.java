package dev.clientele.kernel.cpu;

/**
 * The one-dimensional transforms of one of Winograd's minimal filtering algorithms F(4, r): four
 * outputs of a filter of r taps. Each serves down the columns of an image and along its rows. There
 * is an address for each place along a tile, on the image's side; after every {@code run} bytes,
 * {@code gap} bytes of that side are skipped. Down the columns the addresses are rows, seen as one
 * run or, where every second pixel is seen, in runs of a pixel; along the rows they are the pixels
 * of the first tile, and the gap leads to the next tile.
 *
 * <p>Each is a single long loop. (A loop over the channels within one over the pixels is half as
 * fast: the compiler does little for a loop of four turns.) The classes are named {@code ...Loops},
 * which tells the compiler not to inline their methods. Steps, gaps and lengths are bytes, runs
 * multiples of 64.
 */
interface WinogradFilter {
  /** Outputs along a tile. */
  int SIZE = 4;

  /** Points of a transformed tile along one dimension, {@code 4 + r - 1}: also its inputs. */
  int points();

  /**
   * {@code B^T d}: as many inputs as there are points (with five, the last is not read) to as many
   * points, {@code step} apart.
   */
  void input(
      long d0,
      long d1,
      long d2,
      long d3,
      long d4,
      long d5,
      int run,
      long gap,
      long to,
      long step,
      int bytes);

  /** {@code A^T m}: points, {@code step} apart, to four outputs. */
  void output(
      long from, long step, long to0, long to1, long to2, long to3, int run, long gap, int bytes);

  /** {@code A y}: four outputs to points, {@code step} apart. */
  void gradient(
      long y0, long y1, long y2, long y3, int run, long gap, long to, long step, int bytes);
}
