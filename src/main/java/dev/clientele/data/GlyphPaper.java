package dev.clientele.data;

import dev.clientele.tensor.RandomStream;

/** The pattern of the paper beneath a glyph. Not thread-safe; reused from image to image. */
final class GlyphPaper {
  private final int height;
  private final int width;
  private final double[] shade;

  GlyphPaper(ImageShape shape) {
    this.height = shape.height();
    this.width = shape.width();
    this.shade = new double[height * width];
  }

  /** How far pixel {@code i}, counted row by row, is from bare paper: 0 not at all, 1 fully. */
  double shade(int i) {
    return shade[i];
  }

  /** Makes the pattern of {@code style}; only grain draws from {@code random}. */
  void shade(GlyphStyle style, RandomStream random) {
    double angle = StrictMath.toRadians(style.textureAngle());
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double stripe = 2 * StrictMath.PI / (style.texturePeriod() * Math.min(height, width));
    // Half the extent of the image along the direction of the shading.
    double reach = (Math.abs(cos) * width + Math.abs(sin) * height) / 2;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double along = cos * (x + 0.5 - width / 2.0) + sin * (y + 0.5 - height / 2.0);
        shade[y * width + x] =
            switch (style.texture()) {
              case PLAIN -> 0;
              case STRIPES -> (1 + StrictMath.sin(stripe * along)) / 2;
              case GRADIENT -> (1 + along / reach) / 2;
              case SPECKLE -> random.nextDouble();
            };
      }
    }
  }
}
