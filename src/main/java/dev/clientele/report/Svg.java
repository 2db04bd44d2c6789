package dev.clientele.report;

import java.util.Locale;

/** Elements of an SVG picture. Colours and sizes of text come from the page's style sheet. */
final class Svg {
  private final StringBuilder svg = new StringBuilder();

  Svg(int width, int height, String label) {
    svg.append("<svg viewBox=\"0 0 " + width + " " + height + "\" role=\"img\" aria-label=\"");
    svg.append(Html.escape(label)).append("\">\n");
  }

  void line(double x1, double y1, double x2, double y2, String styleClass) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>\n",
            x1,
            y1,
            x2,
            y2,
            styleClass));
  }

  void text(double x, double y, String text, String styleClass) {
    svg.append(
        String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" class=\"%s\">", x, y, styleClass));
    svg.append(Html.escape(text)).append("</text>\n");
  }

  /** A dot that says {@code hint} under the pointer. */
  void dot(double x, double y, double radius, String styleClass, String hint) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" class=\"%s\">",
            x,
            y,
            radius,
            styleClass));
    svg.append("<title>").append(Html.escape(hint)).append("</title></circle>\n");
  }

  /** A rectangle that says {@code hint} under the pointer. */
  void box(double x, double y, double width, double height, String styleClass, String hint) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" class=\"%s\">",
            x,
            y,
            width,
            height,
            styleClass));
    svg.append("<title>").append(Html.escape(hint)).append("</title></rect>\n");
  }

  /** A line through points, given as x, y, x, y, ... in pixels. */
  void path(double[] points, String styleClass) {
    svg.append("<polyline class=\"").append(styleClass).append("\" points=\"");
    for (int i = 0; i < points.length; i += 2) {
      svg.append(String.format(Locale.ROOT, "%.1f,%.1f ", points[i], points[i + 1]));
    }
    svg.append("\"/>\n");
  }

  String end() {
    return svg.append("</svg>\n").toString();
  }
}
