package dev.clientele.data;

import java.util.Arrays;

/**
 * Turns an image about its centre (bilinear interpolation, black outside) and fits it into another
 * size: an image that is too large is shrunk by area averaging, both sides by the same factor, and
 * one that is smaller than its frame is centred on black. An unturned image whose size stays is
 * copied exactly. Not thread-safe; reused from image to image.
 */
final class RotatedFit {
  private final int fromHeight;
  private final int fromWidth;
  private final int toHeight;
  private final int toWidth;
  private final int height;
  private final int width;
  private final double[] turned;

  RotatedFit(int fromHeight, int fromWidth, int toHeight, int toWidth) {
    this.fromHeight = fromHeight;
    this.fromWidth = fromWidth;
    this.toHeight = toHeight;
    this.toWidth = toWidth;
    double shrink =
        Math.min(1, Math.min((double) toHeight / fromHeight, (double) toWidth / fromWidth));
    this.height = Math.max(1, (int) Math.round(fromHeight * shrink));
    this.width = Math.max(1, (int) Math.round(fromWidth * shrink));
    this.turned = new double[fromHeight * fromWidth];
  }

  /**
   * Puts image {@code i} of {@code pool}, turned clockwise, as -1..1 into {@code to} from {@code
   * at}.
   */
  void draw(IdxPool pool, int i, double degrees, float[] to, int at) {
    turn(pool, i, degrees);
    Arrays.fill(to, at, at + toHeight * toWidth, -1);
    int top = (toHeight - height) / 2;
    int left = (toWidth - width) / 2;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        to[at + (top + y) * toWidth + left + x] = (float) Math.clamp(area(y, x) / 127.5 - 1, -1, 1);
      }
    }
  }

  private void turn(IdxPool pool, int i, double degrees) {
    double cos = StrictMath.cos(StrictMath.toRadians(degrees));
    double sin = StrictMath.sin(StrictMath.toRadians(degrees));
    double centreY = (fromHeight - 1) / 2.0;
    double centreX = (fromWidth - 1) / 2.0;
    for (int y = 0; y < fromHeight; y++) {
      for (int x = 0; x < fromWidth; x++) {
        double dy = y - centreY;
        double dx = x - centreX;
        turned[y * fromWidth + x] =
            bilinear(pool, i, centreY + cos * dy - sin * dx, centreX + cos * dx + sin * dy);
      }
    }
  }

  private double bilinear(IdxPool pool, int i, double y, double x) {
    int y0 = (int) Math.floor(y);
    int x0 = (int) Math.floor(x);
    double fy = y - y0;
    double fx = x - x0;
    return (1 - fy) * ((1 - fx) * pixel(pool, i, y0, x0) + fx * pixel(pool, i, y0, x0 + 1))
        + fy * ((1 - fx) * pixel(pool, i, y0 + 1, x0) + fx * pixel(pool, i, y0 + 1, x0 + 1));
  }

  private int pixel(IdxPool pool, int i, int y, int x) {
    boolean inside = y >= 0 && y < fromHeight && x >= 0 && x < fromWidth;
    return inside ? pool.pixel(i, y * fromWidth + x) : 0;
  }

  /** The mean of what pixel (y, x) of the shrunken image covers. */
  private double area(int y, int x) {
    double top = (double) y * fromHeight / height;
    double bottom = (double) (y + 1) * fromHeight / height;
    double left = (double) x * fromWidth / width;
    double right = (double) (x + 1) * fromWidth / width;
    double sum = 0;
    for (int v = (int) top; v < Math.min(bottom, fromHeight); v++) {
      double tall = Math.min(bottom, v + 1) - Math.max(top, v);
      for (int u = (int) left; u < Math.min(right, fromWidth); u++) {
        sum += tall * (Math.min(right, u + 1) - Math.max(left, u)) * turned[v * fromWidth + u];
      }
    }
    return sum / ((bottom - top) * (right - left));
  }
}
