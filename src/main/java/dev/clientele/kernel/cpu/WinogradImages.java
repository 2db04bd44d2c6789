package dev.clientele.kernel.cpu;

/**
 * What of images tiles cover: every {@code scale}-th pixel of every {@code scale}-th row, from
 * {@code (row, column)} on.
 *
 * @param scale 1 or 2
 * @param above seen rows by which a tile of inputs begins above its tile of outputs
 * @param left the same to the left
 */
record WinogradImages(int scale, int row, int column, int above, int left) {
  /** Whole images, under a filter of three taps. */
  static final WinogradImages WHOLE = new WinogradImages(1, 0, 0, 1, 1);
}
