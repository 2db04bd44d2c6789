package dev.clientele.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** A white picture with text, lines, boxes and dots at places in pixels. Not thread-safe. */
final class Canvas {
  static final Color INK = new Color(0x22262A);
  static final Color GRID = new Color(0xDDDDDD);

  private final BufferedImage picture;
  private final Graphics2D g;

  Canvas(int width, int height) {
    picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    g = picture.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width, height);
  }

  BufferedImage done() {
    g.dispose();
    return picture;
  }

  void line(double x1, double y1, double x2, double y2, Color colour) {
    g.setColor(colour);
    g.draw(new Line2D.Double(x1, y1, x2, y2));
  }

  void box(double x, double y, double width, double height, Color colour) {
    g.setColor(colour);
    g.fill(new Rectangle2D.Double(x, y, width, height));
  }

  /** A line through points of x and y. */
  void path(List<double[]> points, Color colour) {
    g.setColor(colour);
    g.setStroke(new BasicStroke(2f));
    for (int i = 1; i < points.size(); i++) {
      double[] a = points.get(i - 1);
      double[] b = points.get(i);
      g.draw(new Line2D.Double(a[0], a[1], b[0], b[1]));
    }
    g.setStroke(new BasicStroke(1f));
  }

  /** The inside of a closed line through points of x and y. */
  void area(List<double[]> points, Color colour) {
    Path2D area = new Path2D.Double();
    for (int i = 0; i < points.size(); i++) {
      double[] p = points.get(i);
      if (i == 0) {
        area.moveTo(p[0], p[1]);
      } else {
        area.lineTo(p[0], p[1]);
      }
    }
    g.setColor(colour);
    g.fill(area);
  }

  void dot(double x, double y, double radius, Color colour) {
    g.setColor(colour);
    g.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
  }

  /** Text that begins at {@code x}; {@code y} is its base line. */
  void left(String text, double x, double y, int size) {
    text(text, x, y, Fonts.plain(size), INK);
  }

  void right(String text, double x, double y, int size) {
    text(text, x - width(text, size), y, Fonts.plain(size), INK);
  }

  void middle(String text, double x, double y, int size, boolean bold) {
    Font font = bold ? Fonts.plain(size).deriveFont(Font.BOLD) : Fonts.plain(size);
    text(text, x - g.getFontMetrics(font).stringWidth(text) / 2.0, y, font, INK);
  }

  void middle(String text, double x, double y, int size, Color colour) {
    text(text, x - width(text, size) / 2.0, y, Fonts.plain(size), colour);
  }

  /** Text that runs upwards, its middle at the place. */
  void upwards(String text, double x, double y, int size) {
    g.translate(x, y);
    g.rotate(-Math.PI / 2);
    middle(text, 0, 0, size, false);
    g.rotate(Math.PI / 2);
    g.translate(-x, -y);
  }

  double width(String text, int size) {
    return g.getFontMetrics(Fonts.plain(size)).stringWidth(text);
  }

  private void text(String text, double x, double y, Font font, Color colour) {
    g.setFont(font);
    g.setColor(colour);
    g.drawString(text, (float) x, (float) y);
  }
}
