package dev.clientele.data;

import dev.clientele.tensor.RandomStream;
import java.util.List;
import java.util.StringJoiner;

/**
 * How one client draws. Lengths are in units of the glyph's box of -1..1.
 *
 * @param stroke the pen's width
 * @param slant horizontal shift for each unit of height; positive leans right
 * @param rotation degrees, clockwise
 * @param scale size of the glyph; 1 is ordinary
 * @param contrast half the distance between ink and paper, in pixel values: 1 is black on white
 * @param darkInk dark ink on light paper, otherwise light ink on dark paper
 * @param texture the paper's pattern
 * @param textureAmount how far the pattern takes the paper towards middle grey, 0..1
 * @param textureAngle direction of stripes and shading, degrees
 * @param texturePeriod distance between stripes, as a part of the image's shorter side
 * @param inkHue degrees on the colour wheel; seen only with three channels, as the next two
 * @param paperHue degrees on the colour wheel
 * @param saturation how strongly ink and paper are coloured, 0..1
 */
public record GlyphStyle(
    double stroke,
    double slant,
    double rotation,
    double scale,
    double contrast,
    boolean darkInk,
    GlyphTexture texture,
    double textureAmount,
    double textureAngle,
    double texturePeriod,
    double inkHue,
    double paperHue,
    double saturation) {
  private static final List<GlyphTexture> TEXTURES = List.of(GlyphTexture.values());

  private static final double STROKE = 0.34;
  private static final double STROKE_RANGE = 0.18;
  private static final double SLANT_RANGE = 0.4;
  private static final double ROTATION_RANGE = 25;
  private static final double SCALE_RANGE = 0.2;
  private static final double CONTRAST = 0.8;
  private static final double CONTRAST_RANGE = 0.2;

  /**
   * A client's style. With {@code strength} 0 every draw is the same neutral style; 1 spreads
   * clients as far as glyphs stay easy to read; beyond that the limits of legibility clip.
   */
  static GlyphStyle draw(RandomStream random, double strength) {
    // Each number is drawn whatever the strength, so that strengths compare the same clients.
    double stroke = STROKE + strength * STROKE_RANGE * symmetric(random);
    double slant = strength * SLANT_RANGE * symmetric(random);
    double rotation = strength * ROTATION_RANGE * symmetric(random);
    double scale = 1 + strength * SCALE_RANGE * symmetric(random);
    double contrast = CONTRAST + strength * CONTRAST_RANGE * symmetric(random);
    boolean darkInk = random.nextDouble() >= 0.5 * Math.min(1, strength);
    GlyphTexture texture = TEXTURES.get(random.nextInt(TEXTURES.size()));
    double amount = strength * (0.35 + 0.3 * random.nextDouble());
    double angle = 180 * random.nextDouble();
    double period = 0.24 + 0.12 * random.nextDouble();
    double inkHue = 360 * random.nextDouble();
    double paperHue = 360 * random.nextDouble();
    double saturation = strength * (0.4 + 0.5 * random.nextDouble());
    if (texture == GlyphTexture.SPECKLE) {
      amount *= 0.6; // grain cannot be predicted: more of it would only hide the glyphs
    }
    boolean plain = texture == GlyphTexture.PLAIN || amount == 0;
    return new GlyphStyle(
        Math.clamp(stroke, 0.12, 0.6),
        Math.clamp(slant, -0.6, 0.6),
        Math.clamp(rotation, -40, 40),
        Math.clamp(scale, 0.65, 1.3),
        Math.clamp(contrast, 0.4, 1),
        darkInk,
        plain ? GlyphTexture.PLAIN : texture,
        plain ? 0 : Math.min(amount, 0.8),
        angle,
        period,
        inkHue,
        paperHue,
        Math.min(saturation, 1));
  }

  private static double symmetric(RandomStream random) {
    return 2 * random.nextDouble() - 1;
  }

  /**
   * The style as numbers, for probes of what an embedding has learnt: stroke, slant, rotation,
   * scale, contrast and polarity (each about -1..1 at strength 1), amounts of stripes, gradient and
   * speckle, and saturation times cosine and sine of ink's and of paper's hue.
   */
  public double[] vector() {
    double ink = StrictMath.toRadians(inkHue);
    double paper = StrictMath.toRadians(paperHue);
    return new double[] {
      (stroke - STROKE) / STROKE_RANGE,
      slant / SLANT_RANGE,
      rotation / ROTATION_RANGE,
      (scale - 1) / SCALE_RANGE,
      (contrast - CONTRAST) / CONTRAST_RANGE,
      darkInk ? -1 : 1,
      texture == GlyphTexture.STRIPES ? textureAmount : 0,
      texture == GlyphTexture.GRADIENT ? textureAmount : 0,
      texture == GlyphTexture.SPECKLE ? textureAmount : 0,
      saturation * StrictMath.cos(ink),
      saturation * StrictMath.sin(ink),
      saturation * StrictMath.cos(paper),
      saturation * StrictMath.sin(paper)
    };
  }

  /** What strikes the eye, such as "thick, slanted right, dark on light, striped". */
  public String description() {
    StringJoiner words = new StringJoiner(", ");
    name(words, (stroke - STROKE) / STROKE_RANGE, "thin", "thick");
    name(words, (scale - 1) / SCALE_RANGE, "small", "large");
    name(words, slant / SLANT_RANGE, "slanted left", "slanted right");
    name(words, rotation / ROTATION_RANGE, "turned left", "turned right");
    name(words, (contrast - CONTRAST) / CONTRAST_RANGE, "pale", "strong");
    words.add(darkInk ? "dark on light" : "light on dark");
    switch (texture) {
      case PLAIN -> {}
      case STRIPES -> words.add("striped");
      case GRADIENT -> words.add("shaded");
      case SPECKLE -> words.add("grainy");
    }
    return words.toString();
  }

  private static void name(StringJoiner words, double value, String low, String high) {
    if (value < -1.0 / 3) {
      words.add(low);
    } else if (value > 1.0 / 3) {
      words.add(high);
    }
  }
}
