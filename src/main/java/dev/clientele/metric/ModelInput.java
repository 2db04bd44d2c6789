package dev.clientele.metric;

import dev.clientele.data.ImageShape;
import dev.clientele.data.Images;

/**
 * Prepares images for a network of square colour images. Resizing is bilinear between pixel
 * centres, with the edges repeated and without smoothing, as the PyTorch implementations of FID do;
 * grey becomes three equal channels. Immutable.
 *
 * @param size height and width in pixels
 */
record ModelInput(int size, Normalisation normalisation) {
  static final int CHANNELS = 3;

  /** How many numbers an image has. */
  int numbers() {
    return CHANNELS * size * size;
  }

  /** Writes image {@code i} as {@code [channels, height, width]} from position {@code at} on. */
  void write(Images images, int i, float[] to, int at) {
    ImageShape shape = images.shape();
    float[] pixels = new float[shape.size()];
    images.copyTo(i, pixels, 0);
    for (int y = 0; y < size; y++) {
      double fromY = place(y, shape.height());
      for (int x = 0; x < size; x++) {
        double fromX = place(x, shape.width());
        for (int c = 0; c < CHANNELS; c++) {
          double value = between(pixels, shape, fromY, fromX, Math.min(c, shape.channels() - 1));
          to[at + (c * size + y) * size + x] = (float) normalisation.of(value, c);
        }
      }
    }
  }

  /** Where the centre of a pixel falls in an image of {@code length} pixels. */
  private double place(int pixel, int length) {
    return Math.clamp((pixel + 0.5) * length / size - 0.5, 0, length - 1);
  }

  private static double between(float[] pixels, ImageShape shape, double y, double x, int c) {
    int top = (int) y;
    int left = (int) x;
    int bottom = Math.min(top + 1, shape.height() - 1);
    int right = Math.min(left + 1, shape.width() - 1);
    double down = y - top;
    double across = x - left;
    double above =
        at(pixels, shape, top, left, c) * (1 - across) + at(pixels, shape, top, right, c) * across;
    double below =
        at(pixels, shape, bottom, left, c) * (1 - across)
            + at(pixels, shape, bottom, right, c) * across;
    return above * (1 - down) + below * down;
  }

  private static double at(float[] pixels, ImageShape shape, int y, int x, int c) {
    return pixels[(y * shape.width() + x) * shape.channels() + c];
  }
}
