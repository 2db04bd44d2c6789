package dev.clientele.data;

import dev.clientele.tensor.RandomStream;

/**
 * Random changes of training images that leave their class as it is: a shift of whole pixels, where
 * the outermost pixels are repeated into the space that opens, and a mirroring left to right with
 * probability one half. Immutable; what is drawn comes from the caller's stream.
 *
 * @param shift up to so many pixels in either direction, uniformly
 * @param flip whether images are mirrored; not for classes that a mirror changes, such as digits
 */
public record Augmentation(int shift, boolean flip) {
  /** Leaves every image as it is, and draws nothing. */
  public static final Augmentation NONE = new Augmentation(0, false);

  /** Rejects a negative shift. */
  public Augmentation {
    if (shift < 0) {
      throw new IllegalArgumentException("expected a shift of at least 0 but was " + shift);
    }
  }

  /**
   * Changes a batch in place.
   *
   * @param pixels whole images, NHWC
   */
  public void apply(float[] pixels, ImageShape shape, RandomStream random) {
    if (pixels.length % shape.size() != 0) {
      throw new IllegalArgumentException(
          "expected whole images of " + shape + " but was " + pixels.length + " numbers");
    }
    float[] before = new float[shape.size()];
    for (int at = 0; at < pixels.length; at += shape.size()) {
      int down = shift == 0 ? 0 : random.nextInt(2 * shift + 1) - shift;
      int right = shift == 0 ? 0 : random.nextInt(2 * shift + 1) - shift;
      boolean mirror = flip && random.nextBoolean();
      if (down != 0 || right != 0 || mirror) {
        System.arraycopy(pixels, at, before, 0, before.length);
        move(before, shape, down, right, mirror, pixels, at);
      }
    }
  }

  private static void move(
      float[] from, ImageShape shape, int down, int right, boolean mirror, float[] to, int at) {
    int width = shape.width();
    int channels = shape.channels();
    for (int y = 0; y < shape.height(); y++) {
      int row = Math.clamp(y - down, 0, shape.height() - 1);
      for (int x = 0; x < width; x++) {
        int column = Math.clamp(x - right, 0, width - 1);
        int source = mirror ? width - 1 - column : column;
        System.arraycopy(
            from, (row * width + source) * channels, to, at + (y * width + x) * channels, channels);
      }
    }
  }
}
