package dev.clientele.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.tensor.RandomKey;
import org.junit.jupiter.api.Test;

class GlyphStyleTest {
  private static final ImageShape SHAPE = new ImageShape(24, 24, 1);

  private static GlyphStyle style(double stroke, double slant, double rotation, boolean dark) {
    return new GlyphStyle(
        stroke, slant, rotation, 1, 1, dark, GlyphTexture.PLAIN, 0, 0, 0.3, 0, 0, 0);
  }

  private static float[] paint(GlyphClass glyph, GlyphStyle style) {
    float[] pixels = new float[SHAPE.size()];
    new GlyphPainter(SHAPE).paint(glyph, style, RandomKey.of(2).stream(), pixels, 0);
    return pixels;
  }

  /** Where the ink of rows {@code from..to-1} lies, mean column. */
  private static double centre(float[] lightInk, int from, int to) {
    double sum = 0;
    double weight = 0;
    for (int y = from; y < to; y++) {
      for (int x = 0; x < 24; x++) {
        double ink = (lightInk[y * 24 + x] + 1) / 2;
        sum += ink * x;
        weight += ink;
      }
    }
    return sum / weight;
  }

  private static double ink(float[] lightInk) {
    double sum = 0;
    for (float pixel : lightInk) {
      sum += (pixel + 1) / 2;
    }
    return sum;
  }

  @Test
  void aThickerPenLeavesMoreInk() {
    double thin = ink(paint(GlyphClass.RING, style(0.2, 0, 0, false)));
    double thick = ink(paint(GlyphClass.RING, style(0.4, 0, 0, false)));
    assertEquals(2, thick / thin, 0.02);
  }

  @Test
  void slantAndRotationGoWhereTheWordsSay() {
    float[] right = paint(GlyphClass.RING, style(0.3, 0.5, 0, false));
    assertTrue(centre(right, 4, 10) > centre(right, 14, 20) + 2, "slanted right");
    float[] turned = paint(GlyphClass.TEE, style(0.3, 0, 25, false));
    float[] upright = paint(GlyphClass.TEE, style(0.3, 0, 0, false));
    assertTrue(centre(turned, 15, 20) < centre(upright, 15, 20) - 1, "clockwise moves feet left");
  }

  @Test
  void polarityIsTheNegative() {
    float[] light = paint(GlyphClass.WAVE, style(0.3, 0, 0, false));
    float[] dark = paint(GlyphClass.WAVE, style(0.3, 0, 0, true));
    for (int i = 0; i < light.length; i++) {
      assertEquals(light[i], -dark[i], 1e-6f);
    }
    assertEquals(1, dark[0], "bare paper");
  }

  @Test
  void describesWhatStrikesTheEye() {
    GlyphStyle style =
        new GlyphStyle(
            0.5, 0.3, -20, 1.2, 0.65, false, GlyphTexture.STRIPES, 0.4, 30, 0.3, 0, 0, 0);
    assertEquals(
        "thick, large, slanted right, turned left, pale, light on dark, striped",
        style.description());
  }
}
