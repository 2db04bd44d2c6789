package dev.clientele.report;

import java.awt.image.BufferedImage;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/**
 * A bar a category, or a group of bars, each with a line for its spread; upright, or lying where
 * the categories' names are too long to stand side by side.
 */
public final class BarChart {
  /**
   * One bar in every category.
   *
   * @param heights NaN draws no bar
   * @param spreads half the length of each bar's error line; NaN draws none
   */
  public record Bars(String name, List<Double> heights, List<Double> spreads) {
    /** Copies the lists. */
    public Bars {
      heights = List.copyOf(heights);
      spreads = List.copyOf(spreads);
    }
  }

  private BarChart() {}

  /** Draws a chart; with one series there is no legend. */
  public static BufferedImage draw(
      String title, String yName, List<String> categories, List<Bars> series) {
    if (crowded(categories)) {
      return LyingBars.draw(title, yName, categories, series);
    }
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(ChartStyle.WIDTH)
            .height(ChartStyle.HEIGHT)
            .title(title)
            .yAxisTitle(yName)
            .build();
    ChartStyle.apply(chart.getStyler());
    chart.getStyler().setAvailableSpaceFill(series.size() == 1 ? 0.5 : 0.75);
    chart.getStyler().setLegendVisible(series.size() > 1);
    for (Bars bars : series) {
      List<Double> heights = finite(bars.heights());
      if (bars.spreads().stream().anyMatch(Double::isFinite)) {
        chart.addSeries(bars.name(), categories, heights, finite(bars.spreads()));
      } else {
        chart.addSeries(bars.name(), categories, heights);
      }
    }
    return BitmapEncoder.getBufferedImage(chart);
  }

  /** Whether upright names would run into each other. */
  private static boolean crowded(List<String> categories) {
    int longest = categories.stream().mapToInt(String::length).max().orElse(0);
    return categories.size() * (longest + 2) * 7 > ChartStyle.WIDTH - 100;
  }

  private static List<Double> finite(List<Double> values) {
    return values.stream().map(v -> Double.isFinite(v) ? v : 0.0).toList();
  }
}
