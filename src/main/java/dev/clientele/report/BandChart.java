package dev.clientele.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Lines over numbers, each with a band around it, such as mean and spread over seeds. */
public final class BandChart {
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

  private BandChart() {}

  /** Draws a chart; the horizontal axis is logarithmic where the numbers span decades. */
  public static BufferedImage draw(String title, String xName, String yName, List<Line> lines) {
    XYChart chart =
        new XYChartBuilder()
            .width(ChartStyle.WIDTH)
            .height(ChartStyle.HEIGHT)
            .title(title)
            .xAxisTitle(xName)
            .yAxisTitle(yName)
            .build();
    ChartStyle.apply(chart.getStyler());
    List<Double> xs = lines.stream().flatMap(l -> l.x().stream()).toList();
    chart.getStyler().setXAxisLogarithmic(spansDecades(xs));
    chart.getStyler().setXAxisLogarithmicDecadeOnly(false);
    chart.getStyler().setXAxisDecimalPattern("#,##0.########");
    List<Line> drawn = lines.stream().map(BandChart::finite).filter(l -> !l.x().isEmpty()).toList();
    for (int i = 0; i < drawn.size(); i++) {
      band(chart, drawn.get(i), ChartStyle.colour(i));
    }
    for (int i = 0; i < drawn.size(); i++) {
      Line line = drawn.get(i);
      XYSeries series = chart.addSeries(line.name(), line.x(), line.y());
      series.setLineColor(ChartStyle.colour(i));
      series.setMarkerColor(ChartStyle.colour(i));
      series.setMarker(SeriesMarkers.CIRCLE);
      series.setLineStyle(new BasicStroke(2f));
    }
    return BitmapEncoder.getBufferedImage(chart);
  }

  private static void band(XYChart chart, Line line, Color colour) {
    if (line.low().equals(line.high()) || line.x().size() < 2) {
      return;
    }
    List<Double> x = new ArrayList<>(line.x());
    List<Double> y = new ArrayList<>(line.high());
    x.addAll(line.x().reversed());
    y.addAll(line.low().reversed());
    Color pale = new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 48);
    XYSeries series = chart.addSeries(line.name() + " \u00b1", x, y);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    series.setFillColor(pale);
    series.setLineColor(pale);
    series.setMarker(SeriesMarkers.NONE);
    series.setShowInLegend(false);
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

  static boolean spansDecades(List<Double> xs) {
    return !xs.isEmpty()
        && Collections.min(xs) > 0
        && Collections.max(xs) / Collections.min(xs) >= 10;
  }
}
