package dev.clientele.kernel.cpu;

import java.util.List;

/**
 * One of the four phases of what a 3 x 3 convolution makes of images up-sampled by 2: the outputs
 * of even or odd rows and columns, which a filter of 2 x 2 taps makes of the images as they were.
 */
record UpsamplingPhase(int row, int column) {
  /** Phases along one dimension. */
  static final int ALONG = 2;

  static final List<UpsamplingPhase> ALL =
      List.of(
          new UpsamplingPhase(0, 0),
          new UpsamplingPhase(0, 1),
          new UpsamplingPhase(1, 0),
          new UpsamplingPhase(1, 1));

  /** The two taps of the even and of the odd phase, as sums of the three. */
  private static final float[][][] TAPS = {{{1, 0, 0}, {0, 1, 1}}, {{1, 1, 0}, {0, 0, 1}}};

  /** From the three taps to the points of a phase. */
  private static final float[][][] G = {
    product(WinogradF42Loops.G, TAPS[0]), product(WinogradF42Loops.G, TAPS[1])
  };

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

  /** The transform of the weights down the columns. */
  float[][] rows() {
    return G[row];
  }

  /** The same along the rows. */
  float[][] columns() {
    return G[column];
  }

  /** Its pixels of the outputs. */
  WinogradImages outputs() {
    return new WinogradImages(ALONG, row, column, 0, 0);
  }

  /** What its filter sees of the inputs. */
  WinogradImages inputs() {
    return new WinogradImages(1, 0, 0, 1 - row, 1 - column);
  }

  /** What the filter of the backward pass sees of the outputs' gradients. */
  WinogradImages gradients() {
    return new WinogradImages(ALONG, row, column, row, column);
  }

  /** The phase whose filter, of the reversed weights, is that of the backward pass. */
  UpsamplingPhase reversed() {
    return new UpsamplingPhase(1 - row, 1 - column);
  }

  int index() {
    return ALONG * row + column;
  }
}
