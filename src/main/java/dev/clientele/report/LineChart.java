package dev.clientele.report;

import java.util.List;

/**
 * Curves over rounds as SVG with a legend: text for the browser to draw, so no fonts are needed
 * where the report is written.
 */
final class LineChart {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 280;
  private static final int LEFT = 64;
  private static final int RIGHT = 16;
  private static final int TOP = 12;
  private static final int BOTTOM = 40;

  private LineChart() {}

  /**
   * A figure; empty text where no curve has a point. A curve whose name ends in "population's
   * model" is dashed, in the colour of the one before it.
   *
   * @param logarithmic a logarithmic vertical axis, if all numbers are positive
   */
  static String draw(String title, List<Curve> curves, boolean logarithmic) {
    List<Curve> drawn = curves.stream().filter(c -> c.size() > 0).map(Curve::drawn).toList();
    if (drawn.isEmpty()) {
      return "";
    }
    double[] range = range(drawn);
    Scale x = horizontal(range);
    Scale y =
        logarithmic && range[2] > 0
            ? Scale.logarithmic(range[2], range[3], HEIGHT - BOTTOM, TOP)
            : Scale.linear(range[2], range[3], HEIGHT - BOTTOM, TOP, 5);
    Svg svg = new Svg(WIDTH, HEIGHT, title);
    axes(svg, x, y);
    StringBuilder legend = new StringBuilder("<p class=\"legend\">");
    int colour = -1;
    for (Curve curve : drawn) {
      boolean population = curve.name().endsWith("population's model");
      colour += population && colour >= 0 ? 0 : 1;
      String style = "s" + colour % 6 + (population ? " dashed" : "");
      curve(svg, curve, x, y, style);
      legend
          .append("<span class=\"key ")
          .append(style)
          .append("\"></span>")
          .append(Html.escape(curve.name()))
          .append(' ');
    }
    return "<figure><figcaption>%s</figcaption>\n%s</p>\n%s</figure>\n"
        .formatted(Html.escape(title), legend, svg.end());
  }

  private static void axes(Svg svg, Scale x, Scale y) {
    for (double tick : y.ticks(5)) {
      svg.line(LEFT, y.pixel(tick), WIDTH - RIGHT, y.pixel(tick), "grid");
      svg.text(LEFT - 6, y.pixel(tick) + 4, Html.tick(tick), "tick end");
    }
    for (double tick : x.ticks(8)) {
      if (tick == Math.rint(tick)) { // there is no round 2.5
        svg.text(x.pixel(tick), HEIGHT - BOTTOM + 17, Html.tick(tick), "tick middle");
      }
    }
    svg.line(LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM, "axis");
    svg.text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 6, "round", "tick middle");
  }

  private static void curve(Svg svg, Curve curve, Scale x, Scale y, String style) {
    double[] points = new double[2 * curve.size()];
    for (int i = 0; i < curve.size(); i++) {
      points[2 * i] = x.pixel(curve.x(i));
      points[2 * i + 1] = y.pixel(curve.y(i));
    }
    svg.path(points, "curve " + style);
    // Dots make few measurements visible, and say their numbers; many would hide the line.
    for (int i = 0; i < curve.size() && curve.size() <= 60; i++) {
      String hint =
          "%s: %s at round %s"
              .formatted(curve.name(), Html.number(curve.y(i)), Html.number(curve.x(i)));
      svg.dot(points[2 * i], points[2 * i + 1], curve.size() <= 20 ? 3 : 2, "dot " + style, hint);
    }
  }

  /** Rounds fill the whole width: unlike the vertical axis, this one is not widened to a tick. */
  private static Scale horizontal(double[] range) {
    double high = range[1] > range[0] ? range[1] : range[0] + 1;
    return new Scale(range[0], high, LEFT, WIDTH - RIGHT, false);
  }

  private static double[] range(List<Curve> curves) {
    double[] range = {
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY
    };
    for (Curve curve : curves) {
      for (int i = 0; i < curve.size(); i++) {
        range[0] = Math.min(range[0], curve.x(i));
        range[1] = Math.max(range[1], curve.x(i));
        range[2] = Math.min(range[2], curve.y(i));
        range[3] = Math.max(range[3], curve.y(i));
      }
    }
    return range;
  }
}
