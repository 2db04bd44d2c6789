package dev.clientele.report;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Points in the plane with a word at each, such as a map of embeddings. */
public final class ScatterChart {
  private static final int SIZE = 720;
  private static final int MARGIN = 60;
  private static final int LEGEND = 30;
  private static final int RADIUS = 5;

  /**
   * A point.
   *
   * @param label a word or two beside it; may be empty
   * @param group points of one group have one colour; may be empty for all
   */
  public record Point(double x, double y, String label, String group) {}

  private ScatterChart() {}

  /** Draws at least one point; those that are not finite are left out. */
  public static BufferedImage draw(String title, String xName, String yName, List<Point> points) {
    List<Point> finite =
        points.stream().filter(p -> Double.isFinite(p.x()) && Double.isFinite(p.y())).toList();
    if (finite.isEmpty()) {
      throw new IllegalArgumentException("expected at least one finite point but was none");
    }
    Canvas canvas = new Canvas(SIZE, SIZE + LEGEND);
    Scale x = scale(finite, Point::x, MARGIN, SIZE - MARGIN / 2.0);
    Scale y = scale(finite, Point::y, SIZE - MARGIN, MARGIN);
    canvas.middle(title, SIZE / 2.0, 28, 16, true);
    canvas.middle(xName, SIZE / 2.0, SIZE - 12, 13, false);
    canvas.upwards(yName, 18, SIZE / 2.0, 13);
    for (double tick : x.ticks(6)) {
      canvas.line(x.pixel(tick), MARGIN, x.pixel(tick), SIZE - MARGIN, Canvas.GRID);
      canvas.middle(Html.tick(tick), x.pixel(tick), SIZE - MARGIN + 18, 12, false);
    }
    for (double tick : y.ticks(6)) {
      canvas.line(MARGIN, y.pixel(tick), SIZE - MARGIN / 2.0, y.pixel(tick), Canvas.GRID);
      canvas.right(Html.tick(tick), MARGIN - 6, y.pixel(tick) + 4, 12);
    }
    List<String> groups =
        new ArrayList<>(new LinkedHashSet<>(finite.stream().map(Point::group).toList()));
    for (Point point : finite) {
      Color colour = ChartStyle.colour(groups.indexOf(point.group()));
      canvas.dot(x.pixel(point.x()), y.pixel(point.y()), RADIUS, colour);
    }
    labels(canvas, finite, x, y);
    legend(canvas, groups);
    return canvas.done();
  }

  /** A label goes where it covers no point and no other label, or is left out. */
  private static void labels(Canvas canvas, List<Point> points, Scale x, Scale y) {
    List<double[]> taken = new ArrayList<>();
    for (Point point : points) {
      double left = x.pixel(point.x()) - RADIUS;
      taken.add(new double[] {left, y.pixel(point.y()) - RADIUS, 2 * RADIUS, 2 * RADIUS});
    }
    for (Point point : points) {
      double px = x.pixel(point.x());
      double py = y.pixel(point.y());
      double width = canvas.width(point.label(), 11);
      double[][] places = {
        {px + RADIUS + 2, py - 7, width, 13},
        {px - RADIUS - 2 - width, py - 7, width, 13},
        {px - width / 2, py + RADIUS + 1, width, 13},
        {px - width / 2, py - RADIUS - 14, width, 13}
      };
      for (double[] place : places) {
        if (taken.stream().noneMatch(other -> overlap(place, other))) {
          canvas.left(point.label(), place[0], place[1] + 11, 11);
          taken.add(place);
          break;
        }
      }
    }
  }

  private static boolean overlap(double[] a, double[] b) {
    return a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] && b[1] < a[1] + a[3];
  }

  private static void legend(Canvas canvas, List<String> groups) {
    if (groups.size() < 2) {
      return;
    }
    double at = MARGIN;
    for (int i = 0; i < groups.size(); i++) {
      canvas.dot(at, SIZE + 6, RADIUS, ChartStyle.colour(i));
      canvas.left(groups.get(i), at + 10, SIZE + 10, 12);
      at += 26 + canvas.width(groups.get(i), 12);
    }
  }

  private static Scale scale(
      List<Point> points, ToDoubleFunction<Point> of, double from, double to) {
    double low = points.stream().mapToDouble(of).min().orElseThrow();
    double high = points.stream().mapToDouble(of).max().orElseThrow();
    return Scale.linear(low, high, from, to, 6);
  }
}
