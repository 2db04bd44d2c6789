package dev.clientele.report;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Lines over numbers, each with a band around it, such as mean and spread over seeds. */
public final class BandChart {
  private static final int LEFT = 90;
  private static final int RIGHT = 24;
  private static final int TOP = 48;
  private static final int BOTTOM = 64;
  private static final int LEGEND_ROW = 22;

  /**
   * A line and its band: four lists of one length.
   *
   * @param x ascending
   * @param y points that are not finite are left out
   * @param low the band's lower edge; where it equals {@code high} there is no band
   * @param high the band's upper edge
   */
  public record Line(
      String name, List<Double> x, List<Double> y, List<Double> low, List<Double> high) {
    /** Copies the lists. */
    public Line {
      x = List.copyOf(x);
      y = List.copyOf(y);
      low = List.copyOf(low);
      high = List.copyOf(high);
    }
  }

  private final Canvas canvas;
  private final Scale x;
  private final Scale y;
  private final double bottom;

  private BandChart(List<Line> lines, int legendRows) {
    canvas = new Canvas(ChartStyle.WIDTH, ChartStyle.HEIGHT + legendRows * LEGEND_ROW);
    bottom = ChartStyle.HEIGHT - BOTTOM;
    x = horizontal(all(lines.stream().map(Line::x)));
    List<Double> heights = all(lines.stream().flatMap(l -> Stream.of(l.y(), l.low(), l.high())));
    y =
        heights.isEmpty()
            ? Scale.linear(0, 1, bottom, TOP, 6)
            : Scale.linear(Collections.min(heights), Collections.max(heights), bottom, TOP, 6);
  }

  /** Draws a chart; the horizontal axis is logarithmic where the numbers span a decade or more. */
  public static BufferedImage draw(String title, String xName, String yName, List<Line> lines) {
    List<Line> drawn = lines.stream().map(BandChart::finite).toList();
    List<List<Integer>> legend = Legend.rows(drawn.stream().map(Line::name).toList(), LEFT);
    BandChart chart = new BandChart(drawn, legend.size());
    chart.axes(title, xName, yName);
    for (int i = 0; i < drawn.size(); i++) {
      chart.band(drawn.get(i), ChartStyle.colour(i));
    }
    for (int i = 0; i < drawn.size(); i++) {
      chart.line(drawn.get(i), ChartStyle.colour(i));
    }
    Legend.draw(
        chart.canvas, drawn.stream().map(Line::name).toList(), legend, LEFT, ChartStyle.HEIGHT + 4);
    return chart.canvas.done();
  }

  private static List<Double> all(Stream<List<Double>> lists) {
    return lists.flatMap(List::stream).filter(Double::isFinite).toList();
  }

  private static Scale horizontal(List<Double> xs) {
    if (xs.isEmpty()) {
      return Scale.linear(0, 1, LEFT, ChartStyle.WIDTH - RIGHT, 6);
    }
    double low = Collections.min(xs);
    double high = Collections.max(xs);
    return low > 0 && high / low >= 10
        ? Scale.logarithmic(low, high, LEFT, ChartStyle.WIDTH - RIGHT)
        : Scale.linear(low, high, LEFT, ChartStyle.WIDTH - RIGHT, 8);
  }

  private void axes(String title, String xName, String yName) {
    double right = ChartStyle.WIDTH - RIGHT;
    canvas.middle(title, (LEFT + right) / 2, 28, 16, true);
    for (double tick : y.ticks(6)) {
      canvas.line(LEFT, y.pixel(tick), right, y.pixel(tick), Canvas.GRID);
      canvas.right(Html.tick(tick), LEFT - 8, y.pixel(tick) + 4, 13);
    }
    for (double tick : x.ticks(8)) {
      canvas.line(x.pixel(tick), TOP, x.pixel(tick), bottom, Canvas.GRID);
      canvas.middle(Html.tick(tick), x.pixel(tick), bottom + 20, 13, false);
    }
    canvas.line(LEFT, bottom, right, bottom, Canvas.INK);
    canvas.middle(xName, (LEFT + right) / 2, bottom + 46, 14, false);
    canvas.upwards(yName, 20, (TOP + bottom) / 2, 14);
  }

  private void band(Line line, Color colour) {
    if (line.low().equals(line.high())) {
      return;
    }
    List<double[]> edge = new ArrayList<>(points(line.x(), line.high()));
    edge.addAll(points(line.x(), line.low()).reversed());
    canvas.area(edge, new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 48));
  }

  private void line(Line line, Color colour) {
    List<double[]> points = points(line.x(), line.y());
    canvas.path(points, colour);
    points.forEach(p -> canvas.dot(p[0], p[1], 4, colour));
  }

  private List<double[]> points(List<Double> xs, List<Double> ys) {
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < xs.size(); i++) {
      points.add(new double[] {x.pixel(xs.get(i)), y.pixel(ys.get(i))});
    }
    return points;
  }

  private static Line finite(Line line) {
    List<List<Double>> columns = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      columns.add(new ArrayList<>());
    }
    for (int i = 0; i < line.x().size(); i++) {
      if (Double.isFinite(line.y().get(i))) {
        columns.get(0).add(line.x().get(i));
        columns.get(1).add(line.y().get(i));
        columns.get(2).add(line.low().get(i));
        columns.get(3).add(line.high().get(i));
      }
    }
    return new Line(line.name(), columns.get(0), columns.get(1), columns.get(2), columns.get(3));
  }
}
