package dev.clientele.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A chart of measured and predicted numbers, with their error bars.
 *
 * @param name the file's, without its ending
 * @param logX a logarithmic horizontal axis; numbers of 0 and below are left out
 * @param logY the same of the vertical one
 */
public record Figure(
    String name,
    String title,
    String xName,
    String yName,
    boolean logX,
    boolean logY,
    List<Line> lines) {
  /** How a line is drawn. */
  public enum Style {
    /** Joined points. */
    SOLID,
    /** A prediction, in the colour of the line before it. */
    DASHED,
    /** Measurements that nothing joins. */
    POINTS
  }

  /**
   * One line.
   *
   * @param x as many numbers as {@code y} has
   * @param margin half the length of each point's error bar, shortened to nine tenths of the number
   *     on a logarithmic axis, which has no 0 to reach; empty where there are none
   */
  public record Line(
      String name, Style style, List<Double> x, List<Double> y, List<Double> margin) {
    /** Checks the lengths. */
    public Line {
      x = List.copyOf(x);
      y = List.copyOf(y);
      margin = List.copyOf(margin);
      if (x.size() != y.size() || (!margin.isEmpty() && margin.size() != y.size())) {
        throw new IllegalArgumentException(
            "line " + name + ": expected " + x.size() + " numbers but was " + y.size());
      }
    }

    /** A line without error bars. */
    public Line(String name, Style style, List<Double> x, List<Double> y) {
      this(name, style, x, y, List.of());
    }
  }

  private static final int WIDTH = 1100;

  /** The lines may not change. */
  public Figure {
    lines = List.copyOf(lines);
  }

  /**
   * Writes {@code name.png} into a folder.
   *
   * @return whether there was something to draw, and fonts to draw it with
   */
  public boolean write(Path folder) {
    Path file = folder.resolve(name + ".png");
    if (!Plots.canDraw(file)) {
      return false;
    }
    XYChart chart =
        new XYChartBuilder().width(WIDTH).height(ChartStyle.HEIGHT).title(title).build();
    chart.setXAxisTitle(xName);
    chart.setYAxisTitle(yName);
    ChartStyle.apply(chart.getStyler());
    List<Line> drawn = lines.stream().map(this::drawable).filter(Figure::isVisible).toList();
    if (drawn.isEmpty()) {
      return false;
    }
    axes(chart.getStyler(), drawn);
    int colour = -1;
    for (Line line : drawn) {
      colour += line.style() == Style.DASHED && colour >= 0 ? 0 : 1;
      add(chart, line, ChartStyle.colour(colour));
    }
    Plots.write(file, chart);
    return true;
  }

  private void axes(AxesChartStyler styler, List<Line> drawn) {
    styler.setLegendPosition(LegendPosition.OutsideE).setLegendLayout(LegendLayout.Vertical);
    styler.setXAxisMaxLabelCount(11);
    if (logX) {
      boolean wide = decades(drawn.stream().flatMap(l -> l.x().stream()).toList()) > 2;
      styler.setXAxisLogarithmic(true).setXAxisLogarithmicDecadeOnly(wide);
    }
    if (logY) {
      boolean wide = decades(drawn.stream().flatMap(l -> l.y().stream()).toList()) > 2;
      styler.setYAxisLogarithmic(true).setYAxisLogarithmicDecadeOnly(wide);
      boolean tiny = drawn.stream().flatMap(l -> l.y().stream()).anyMatch(v -> v < 1e-5);
      styler.setYAxisDecimalPattern(tiny ? "0E0" : "#,##0.######");
    }
  }

  /** On a wide axis, labels between the powers of ten would run into each other. */
  private static double decades(List<Double> values) {
    return Math.log10(Collections.max(values) / Collections.min(values));
  }

  private static void add(XYChart chart, Line line, Color colour) {
    XYSeries series =
        line.margin().isEmpty()
            ? chart.addSeries(line.name(), line.x(), line.y())
            : chart.addSeries(line.name(), line.x(), line.y(), line.margin());
    series.setLineColor(colour);
    series.setMarkerColor(colour);
    switch (line.style()) {
      case SOLID -> series.setMarker(marked(line)).setLineStyle(new BasicStroke(2f));
      case DASHED ->
          series
              .setMarker(SeriesMarkers.NONE)
              .setLineStyle(
                  new BasicStroke(
                      1.6f,
                      BasicStroke.CAP_BUTT,
                      BasicStroke.JOIN_ROUND,
                      10,
                      new float[] {6, 5},
                      0));
      case POINTS -> {
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        series.setMarker(SeriesMarkers.CIRCLE);
      }
    }
  }

  /** Markers show where measurements are; on a dense curve they would hide it. */
  private static Marker marked(Line line) {
    return line.x().size() <= 20 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE;
  }

  private static boolean isVisible(Line line) {
    return line.x().size() >= (line.style() == Style.DASHED ? 2 : 1);
  }

  private Line drawable(Line line) {
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < line.x().size(); i++) {
      if (fits(line.x().get(i), logX) && fits(line.y().get(i), logY)) {
        kept.add(i);
      }
    }
    return new Line(
        line.name(),
        line.style(),
        kept.stream().map(line.x()::get).toList(),
        kept.stream().map(line.y()::get).toList(),
        line.margin().isEmpty() ? List.of() : kept.stream().map(i -> margin(line, i)).toList());
  }

  private double margin(Line line, int i) {
    double margin = line.margin().get(i);
    return logY ? Math.min(margin, 0.9 * line.y().get(i)) : margin;
  }

  private static boolean fits(double value, boolean logarithmic) {
    return Double.isFinite(value) && (value > 0 || !logarithmic);
  }
}
