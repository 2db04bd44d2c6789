package dev.clientele.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The ten classes of the embedded data set, as strokes in a box of -1..1 with y downwards. No
 * rotation of up to 40 degrees or slant of up to 0.6 turns one class into another.
 */
public enum GlyphClass {
  RING,
  CROSS,
  TRIANGLE,
  SQUARE,
  ZIGZAG,
  HOOK,
  ARROW,
  TEE,
  WAVE,
  BARS;

  private static final List<GlyphClass> BY_LABEL = List.of(values());

  /** Parts that a straight edge is cut into, so that it can wobble. */
  private static final int EDGE_PARTS = 3;

  /** The class that images label with this number. */
  static GlyphClass ofLabel(int label) {
    return BY_LABEL.get(label);
  }

  /** What a table calls it. */
  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The glyph's strokes, each a polyline x0, y0, x1, y1, ... whose points are close enough for
   * curves to look round.
   */
  List<double[]> strokes() {
    return switch (this) {
      case RING -> List.of(arc(0, 0, 0.95, 0, 360));
      case CROSS -> List.of(edges(-0.9, -0.9, 0.9, 0.9), edges(0.9, -0.9, -0.9, 0.9));
      case TRIANGLE -> List.of(edges(0, -1, 1, 0.85, -1, 0.85, 0, -1));
      case SQUARE -> List.of(edges(-0.9, -0.9, 0.9, -0.9, 0.9, 0.9, -0.9, 0.9, -0.9, -0.9));
      case ZIGZAG -> List.of(edges(-0.85, -0.9, 0.85, -0.9, -0.85, 0.9, 0.85, 0.9));
      case HOOK -> List.of(edges(0.5, 1, 0.5, -0.35), arc(-0.1, -0.35, 0.6, 0, -200));
      case ARROW -> List.of(edges(-1, 0, 1, 0), edges(0.2, -0.8, 1, 0, 0.2, 0.8));
      case TEE -> List.of(edges(-0.95, -0.85, 0.95, -0.85), edges(0, -0.85, 0, 0.95));
      case WAVE -> List.of(wave());
      case BARS -> List.of(edges(-0.95, -0.5, 0.95, -0.5), edges(-0.95, 0.5, 0.95, 0.5));
    };
  }

  private static double[] edges(double... corners) {
    List<Double> points = new ArrayList<>(List.of(corners[0], corners[1]));
    for (int i = 2; i < corners.length; i += 2) {
      for (int part = 1; part <= EDGE_PARTS; part++) {
        double f = (double) part / EDGE_PARTS;
        points.add(corners[i - 2] + f * (corners[i] - corners[i - 2]));
        points.add(corners[i - 1] + f * (corners[i + 1] - corners[i - 1]));
      }
    }
    return points.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** A circle's arc; degrees clockwise from the right, as y points down. */
  private static double[] arc(double cx, double cy, double radius, double from, double to) {
    int steps = (int) Math.ceil(Math.abs(to - from) / 18);
    double[] points = new double[2 * steps + 2];
    for (int i = 0; i <= steps; i++) {
      double angle = StrictMath.toRadians(from + (to - from) * i / steps);
      points[2 * i] = cx + radius * StrictMath.cos(angle);
      points[2 * i + 1] = cy + radius * StrictMath.sin(angle);
    }
    return points;
  }

  private static double[] wave() {
    int steps = 20;
    double[] points = new double[2 * steps + 2];
    for (int i = 0; i <= steps; i++) {
      double x = -1.05 + 2.1 * i / steps;
      points[2 * i] = x;
      points[2 * i + 1] = -0.6 * StrictMath.sin(3 * StrictMath.PI * (x + 1.05) / 2.1);
    }
    return points;
  }
}
