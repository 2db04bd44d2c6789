package dev.clientele.data;

import dev.clientele.tensor.RandomStream;
import java.awt.BasicStroke;
import java.awt.geom.Path2D;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Draws glyphs in a client's style. What varies from image to image of a client is drawn here:
 * place, size, turn, pen and a wobble of the strokes. Not thread-safe; reused from image to image.
 */
final class GlyphPainter {
  /** The glyph box's half side, as a part of the image's shorter side. */
  private static final double UNIT = 0.305;

  private static final double SHIFT = 0.045;
  private static final double SCALE = 0.07;
  private static final double TURN = 6;
  private static final double PEN = 0.1;
  private static final double WOBBLE = 0.07;

  private final ImageShape shape;
  private final Coverage ink;
  private final GlyphPaper paper;
  private final Map<GlyphClass, List<double[]>> strokes = new EnumMap<>(GlyphClass.class);

  GlyphPainter(ImageShape shape) {
    this.shape = shape;
    this.ink = new Coverage(shape.height(), shape.width());
    this.paper = new GlyphPaper(shape);
    for (GlyphClass glyph : GlyphClass.values()) {
      strokes.put(glyph, glyph.strokes());
    }
  }

  /** Puts one image's pixels into {@code to} from position {@code at}. */
  void paint(GlyphClass glyph, GlyphStyle style, RandomStream random, float[] to, int at) {
    double unit = UNIT * Math.min(shape.height(), shape.width()) * style.scale();
    unit *= 1 + SCALE * symmetric(random);
    double pen = unit * style.stroke() * (1 + PEN * symmetric(random));
    Path2D path = path(strokes.get(glyph), style, unit, random);
    BasicStroke stroke =
        new BasicStroke((float) pen, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    ink.fill(stroke.createStrokedShape(path));
    paper.shade(style, random);
    mix(style, to, at);
  }

  private Path2D path(List<double[]> lines, GlyphStyle style, double unit, RandomStream random) {
    double side = Math.min(shape.height(), shape.width());
    double centreX = shape.width() / 2.0 + SHIFT * side * symmetric(random);
    double centreY = shape.height() / 2.0 + SHIFT * side * symmetric(random);
    double angle = StrictMath.toRadians(style.rotation() + TURN * symmetric(random));
    double cos = unit * StrictMath.cos(angle);
    double sin = unit * StrictMath.sin(angle);
    double phaseX = 2 * StrictMath.PI * random.nextDouble();
    double phaseY = 2 * StrictMath.PI * random.nextDouble();
    // A leaning glyph is wider: narrow it, so that it stays inside the picture.
    double narrow = 1 / (1 + 0.5 * Math.abs(style.slant()));
    Path2D.Double path = new Path2D.Double();
    for (double[] line : lines) {
      for (int i = 0; i < line.length; i += 2) {
        double x = line[i] + WOBBLE * StrictMath.sin(2.5 * line[i + 1] + phaseX);
        double y = line[i + 1] + WOBBLE * StrictMath.sin(2.5 * line[i] + phaseY);
        x = narrow * (x - style.slant() * y);
        double toX = centreX + cos * x - sin * y;
        double toY = centreY + sin * x + cos * y;
        if (i == 0) {
          path.moveTo(toX, toY);
        } else {
          path.lineTo(toX, toY);
        }
      }
    }
    return path;
  }

  private void mix(GlyphStyle style, float[] to, int at) {
    int channels = shape.channels();
    double paperLevel = style.darkInk() ? style.contrast() : -style.contrast();
    for (int c = 0; c < channels; c++) {
      double back = colour(paperLevel, style.paperHue(), style.saturation(), c);
      double front = colour(-paperLevel, style.inkHue(), style.saturation(), c);
      for (int i = 0; i < shape.height() * shape.width(); i++) {
        double under = back * (1 - style.textureAmount() * paper.shade(i));
        to[at + i * channels + c] = (float) (under + ink.get(i) * (front - under));
      }
    }
  }

  /** A channel's value of a tint whose most extreme channel is {@code level}. */
  private double colour(double level, double hue, double saturation, int channel) {
    if (shape.channels() == 1) {
      return level;
    }
    double cos = StrictMath.cos(StrictMath.toRadians(hue - 120 * channel));
    return level * (1 - saturation * (level > 0 ? 1 - cos : 1 + cos) / 2);
  }

  private static double symmetric(RandomStream random) {
    return 2 * random.nextDouble() - 1;
  }
}
