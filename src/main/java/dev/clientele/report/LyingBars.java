package dev.clientele.report;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A bar chart whose bars lie beside their names: for names that would run into each other under
 * upright bars. Every bar has its number at its end.
 */
final class LyingBars {
  private static final int BAR = 15;
  private static final int GAP = 9;
  private static final int TOP = 52;
  private static final int AXIS = 48;
  private static final int LEGEND_ROW = 22;
  private static final int NUMBER = 74;
  private static final int FONT = 13;
  private static final int LEAST_PLOT = 320;

  private final List<String> categories;
  private final List<BarChart.Bars> series;
  private final List<String> names;
  private final List<List<Integer>> legend;
  private final int left;
  private final int bottom;
  private final Canvas canvas;
  private final Scale scale;

  private LyingBars(List<String> categories, List<BarChart.Bars> series) {
    this.categories = categories;
    this.series = series;
    Canvas ruler = new Canvas(1, 1);
    double widest = categories.stream().mapToDouble(c -> ruler.width(c, FONT)).max().orElse(0);
    this.left = 20 + (int) Math.ceil(widest);
    this.names = series.stream().map(BarChart.Bars::name).toList();
    this.legend = Legend.rows(names, left);
    this.bottom = TOP + categories.size() * place();
    int width = Math.max(ChartStyle.WIDTH, left + LEAST_PLOT + NUMBER);
    this.canvas = new Canvas(width, bottom + AXIS + legend.size() * LEGEND_ROW);
    this.scale =
        Scale.linear(
            Math.min(0, ends(-1).min().orElse(0)),
            Math.max(0, ends(1).max().orElse(0)),
            left,
            width - NUMBER,
            6);
  }

  static BufferedImage draw(
      String title, String axis, List<String> categories, List<BarChart.Bars> series) {
    return new LyingBars(categories, series).draw(title, axis);
  }

  /** Pixels of a category. */
  private int place() {
    return series.size() * BAR + GAP;
  }

  /** Where bars with their spreads end. */
  private DoubleStream ends(int sign) {
    return series.stream()
        .flatMapToDouble(
            bars ->
                DoubleStream.iterate(0, i -> i < bars.heights().size(), i -> i + 1)
                    .map(i -> bars.heights().get((int) i) + sign * spread(bars, (int) i)))
        .filter(Double::isFinite);
  }

  private static double spread(BarChart.Bars bars, int i) {
    double spread = bars.spreads().get(i);
    return Double.isFinite(spread) ? spread : 0;
  }

  private BufferedImage draw(String title, String axis) {
    canvas.middle(title, (left + scale.to()) / 2, 26, 16, true);
    for (double tick : scale.ticks(6)) {
      double x = scale.pixel(tick);
      canvas.line(x, TOP - 4.0, x, bottom, Canvas.GRID);
      canvas.middle(Html.number(tick), x, bottom + 18.0, 12, false);
    }
    canvas.middle(axis, (left + scale.to()) / 2, bottom + 38.0, FONT, false);
    for (int i = 0; i < categories.size(); i++) {
      double top = TOP + (double) i * place();
      canvas.right(categories.get(i), left - 8.0, top + series.size() * BAR / 2.0 + 5, FONT);
      for (int k = 0; k < series.size(); k++) {
        bar(k, i, top + k * BAR);
      }
    }
    Legend.draw(canvas, names, legend, left, bottom + AXIS);
    return canvas.done();
  }

  private void bar(int k, int i, double top) {
    BarChart.Bars bars = series.get(k);
    double height = bars.heights().get(i);
    if (!Double.isFinite(height)) {
      return;
    }
    double zero = scale.pixel(0);
    double end = scale.pixel(height);
    canvas.box(Math.min(zero, end), top, Math.abs(end - zero), BAR - 2.0, ChartStyle.colour(k));
    double spread = spread(bars, i);
    double low = scale.pixel(height - spread);
    double high = scale.pixel(height + spread);
    double middle = top + BAR / 2.0 - 1;
    if (spread > 0) {
      canvas.line(low, middle, high, middle, Canvas.INK);
      canvas.line(low, middle - 3, low, middle + 3, Canvas.INK);
      canvas.line(high, middle - 3, high, middle + 3, Canvas.INK);
    }
    canvas.left(Html.number(height), Math.max(high, zero) + 5, middle + 4, 11);
  }
}
