package dev.clientele.report;

import java.awt.BasicStroke;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Charts as PNG files of one size. A machine without fonts cannot draw them: then a warning is
 * logged, no file is written, and the run goes on.
 */
public final class Plots {
  private static final Logger LOG = LoggerFactory.getLogger(Plots.class);

  /**
   * A line, or one bar in every category (then only {@code y} is used).
   *
   * @param y as many numbers as {@code x} has; NaN is left out (a bar of height 0)
   */
  public record Series(String name, List<Double> x, List<Double> y) {
    /** Checks the lengths. */
    public Series {
      x = List.copyOf(x);
      y = List.copyOf(y);
      if (x.size() != y.size()) {
        throw new IllegalArgumentException(
            "series " + name + ": expected " + x.size() + " numbers but was " + y.size());
      }
    }

    /** A series over 0, 1, 2, ... */
    public static Series of(String name, double... y) {
      List<Double> x = IntStream.range(0, y.length).asDoubleStream().boxed().toList();
      return new Series(name, x, Arrays.stream(y).boxed().toList());
    }
  }

  private Plots() {}

  /**
   * Draws lines.
   *
   * @param logarithmic a logarithmic vertical axis: values of 0 and below are left out
   * @return whether a file was written
   */
  public static boolean lines(
      Path file,
      String title,
      String xName,
      String yName,
      List<Series> series,
      boolean logarithmic) {
    if (!canDraw(file)) {
      return false;
    }
    XYChart chart =
        new XYChartBuilder().width(ChartStyle.WIDTH).height(ChartStyle.HEIGHT).title(title).build();
    chart.setXAxisTitle(xName);
    chart.setYAxisTitle(yName);
    ChartStyle.apply(chart.getStyler());
    chart.getStyler().setYAxisLogarithmic(logarithmic);
    chart.getStyler().setYAxisLogarithmicDecadeOnly(false);
    for (Series each : series) {
      Series drawn = drawable(each, logarithmic);
      if (!drawn.x().isEmpty()) {
        chart
            .addSeries(drawn.name(), drawn.x(), drawn.y())
            .setMarker(drawn.x().size() == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE)
            .setLineStyle(new BasicStroke(2f));
      }
    }
    if (chart.getSeriesMap().isEmpty()) {
      LOG.warn("{} is left out, for there is nothing to draw", file);
      return false;
    }
    write(file, chart);
    return true;
  }

  /**
   * Draws a group of bars for each category: the i-th number of every series.
   *
   * @return whether a file was written
   */
  public static boolean bars(
      Path file, String title, String yName, List<String> categories, List<Series> series) {
    if (!canDraw(file)) {
      return false;
    }
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(ChartStyle.WIDTH)
            .height(ChartStyle.HEIGHT)
            .title(title)
            .build();
    chart.setYAxisTitle(yName);
    ChartStyle.apply(chart.getStyler());
    chart.getStyler().setAvailableSpaceFill(0.75);
    // Names of clients are long: upright ones would run into each other.
    chart.getStyler().setXAxisLabelRotation(categories.size() > 6 ? 45 : 0);
    for (Series each : series) {
      if (each.y().size() != categories.size()) {
        throw new IllegalArgumentException(
            "series "
                + each.name()
                + ": expected "
                + categories.size()
                + " bars but was "
                + each.y().size());
      }
      List<Double> bars = new ArrayList<>();
      for (double v : each.y()) {
        bars.add(Double.isFinite(v) ? v : 0.0);
      }
      chart.addSeries(each.name(), categories, bars);
    }
    write(file, chart);
    return true;
  }

  static boolean canDraw(Path file) {
    if (!Fonts.usable()) {
      LOG.warn("{} is left out, for there are no fonts to draw it with", file);
    }
    return Fonts.usable();
  }

  private static Series drawable(Series series, boolean logarithmic) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int i = 0; i < series.x().size(); i++) {
      double v = series.y().get(i);
      if (Double.isFinite(v) && Double.isFinite(series.x().get(i)) && (v > 0 || !logarithmic)) {
        x.add(series.x().get(i));
        y.add(v);
      }
    }
    return new Series(series.name(), x, y);
  }

  static void write(Path file, Chart<?, ?> chart) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      BitmapEncoder.saveBitmap(chart, png, BitmapFormat.PNG);
    } catch (IOException e) {
      throw new ReportException("cannot encode " + file + ": " + AtomicFile.reason(e), e);
    }
    AtomicFile.write(file, png.toByteArray());
  }
}
