package dev.clientele.data;

import java.util.Arrays;

/**
 * Turns an image about its centre (bilinear interpolation) and fits it into another size: an image
 * that is too large is shrunk by area averaging, both sides by the same factor, and one that is
 * smaller than its frame is centred on black. An unturned image whose size stays is copied exactly.
 * Colour becomes grey by its luma, and grey becomes three equal channels. Not thread-safe; reused
 * from image to image.
 */
final class RotatedFit {
  private final ImageShape from;
  private final ImageShape to;
  private final boolean goesOn;
  private final int height;
  private final int width;
  // Channels that are turned and shrunk: grey is one, whatever comes in or goes out.
  private final int planes;
  private final double[] source;
  private final double[] turned;

  /**
   * @param from what comes in; 1 channel or 3
   * @param to what goes out; 1 channel or 3
   * @param goesOn whether what lies beyond the edge is like the edge; otherwise it is black
   */
  RotatedFit(ImageShape from, ImageShape to, boolean goesOn) {
    this.from = from;
    this.to = to;
    this.goesOn = goesOn;
    double shrink =
        Math.min(
            1, Math.min((double) to.height() / from.height(), (double) to.width() / from.width()));
    this.height = Math.max(1, (int) Math.round(from.height() * shrink));
    this.width = Math.max(1, (int) Math.round(from.width() * shrink));
    this.planes = Math.min(from.channels(), to.channels());
    this.source = new double[from.height() * from.width() * planes];
    this.turned = new double[source.length];
  }

  /**
   * Puts {@code image}, brightness 0..255 with the channels innermost, turned clockwise, as -1..1
   * into {@code target} from {@code at}.
   */
  void draw(byte[] image, double degrees, float[] target, int at) {
    take(image);
    turn(degrees);
    Arrays.fill(target, at, at + to.size(), -1);
    int top = (to.height() - height) / 2;
    int left = (to.width() - width) / 2;
    int channels = to.channels();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int pixel = at + ((top + y) * to.width() + left + x) * channels;
        for (int c = 0; c < channels; c++) {
          double level = area(y, x, Math.min(c, planes - 1));
          target[pixel + c] = (float) Math.clamp(level / 127.5 - 1, -1, 1);
        }
      }
    }
  }

  private void take(byte[] image) {
    boolean toGrey = planes < from.channels();
    for (int i = 0; i < source.length; i++) {
      source[i] = toGrey ? luma(image, 3 * i) : Byte.toUnsignedInt(image[i]);
    }
  }

  /** ITU-R BT.601. */
  private static double luma(byte[] image, int at) {
    return 0.299 * Byte.toUnsignedInt(image[at])
        + 0.587 * Byte.toUnsignedInt(image[at + 1])
        + 0.114 * Byte.toUnsignedInt(image[at + 2]);
  }

  private void turn(double degrees) {
    double cos = StrictMath.cos(StrictMath.toRadians(degrees));
    double sin = StrictMath.sin(StrictMath.toRadians(degrees));
    double centreY = (from.height() - 1) / 2.0;
    double centreX = (from.width() - 1) / 2.0;
    for (int y = 0; y < from.height(); y++) {
      for (int x = 0; x < from.width(); x++) {
        double dy = y - centreY;
        double dx = x - centreX;
        double sourceY = centreY + cos * dy - sin * dx;
        double sourceX = centreX + cos * dx + sin * dy;
        for (int c = 0; c < planes; c++) {
          turned[(y * from.width() + x) * planes + c] = bilinear(sourceY, sourceX, c);
        }
      }
    }
  }

  private double bilinear(double y, double x, int c) {
    int y0 = (int) Math.floor(y);
    int x0 = (int) Math.floor(x);
    double fy = y - y0;
    double fx = x - x0;
    return (1 - fy) * ((1 - fx) * pixel(y0, x0, c) + fx * pixel(y0, x0 + 1, c))
        + fy * ((1 - fx) * pixel(y0 + 1, x0, c) + fx * pixel(y0 + 1, x0 + 1, c));
  }

  private double pixel(int y, int x, int c) {
    int row = goesOn ? Math.clamp(y, 0, from.height() - 1) : y;
    int column = goesOn ? Math.clamp(x, 0, from.width() - 1) : x;
    boolean inside = row >= 0 && row < from.height() && column >= 0 && column < from.width();
    return inside ? source[(row * from.width() + column) * planes + c] : 0;
  }

  /** The mean of what pixel (y, x) of the shrunken image covers. */
  private double area(int y, int x, int c) {
    double top = (double) y * from.height() / height;
    double bottom = (double) (y + 1) * from.height() / height;
    double left = (double) x * from.width() / width;
    double right = (double) (x + 1) * from.width() / width;
    double sum = 0;
    for (int v = (int) top; v < Math.min(bottom, from.height()); v++) {
      double tall = Math.min(bottom, v + 1) - Math.max(top, v);
      for (int u = (int) left; u < Math.min(right, from.width()); u++) {
        double wide = Math.min(right, u + 1) - Math.max(left, u);
        sum += tall * wide * turned[(v * from.width() + u) * planes + c];
      }
    }
    return sum / ((bottom - top) * (right - left));
  }
}
