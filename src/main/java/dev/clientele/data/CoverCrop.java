package dev.clientele.data;

/**
 * Fits a picture of any size into a frame: scaled until it just covers the frame, both sides alike,
 * and what sticks out cut off equally at both ends. A pixel is the mean of what it covers, computed
 * here so that it is the same bits on every machine.
 */
final class CoverCrop {
  private CoverCrop() {}

  /**
   * The fitted picture.
   *
   * @param rgb the picture, row-major, three bytes a pixel
   * @return {@code toHeight * toWidth} pixels of three bytes
   */
  static byte[] fit(byte[] rgb, int height, int width, int toHeight, int toWidth) {
    // Pixels of the picture for each pixel of the frame.
    double step = Math.min((double) height / toHeight, (double) width / toWidth);
    double top = (height - step * toHeight) / 2;
    double left = (width - step * toWidth) / 2;
    byte[] fitted = new byte[toHeight * toWidth * 3];
    double[] sums = new double[3];
    for (int y = 0; y < toHeight; y++) {
      for (int x = 0; x < toWidth; x++) {
        sum(rgb, height, width, top + y * step, left + x * step, step, sums);
        for (int c = 0; c < 3; c++) {
          fitted[(y * toWidth + x) * 3 + c] = (byte) Math.round(sums[c] / (step * step));
        }
      }
    }
    return fitted;
  }

  /** The sum over a square of the picture whose side is {@code step}. */
  private static void sum(
      byte[] rgb, int height, int width, double top, double left, double step, double[] sums) {
    double bottom = Math.min(top + step, height);
    double right = Math.min(left + step, width);
    sums[0] = 0;
    sums[1] = 0;
    sums[2] = 0;
    for (int v = (int) Math.max(0, top); v < bottom; v++) {
      double tall = Math.min(bottom, v + 1) - Math.max(top, v);
      for (int u = (int) Math.max(0, left); u < right; u++) {
        double area = tall * (Math.min(right, u + 1) - Math.max(left, u));
        int at = (v * width + u) * 3;
        sums[0] += area * Byte.toUnsignedInt(rgb[at]);
        sums[1] += area * Byte.toUnsignedInt(rgb[at + 1]);
        sums[2] += area * Byte.toUnsignedInt(rgb[at + 2]);
      }
    }
  }
}
