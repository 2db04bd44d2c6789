package dev.clientele.report;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.IntStream;

/** Counts of several kinds stacked on each other, along a whole number. */
final class StackedChart {
  private static final int LEFT = 90;
  private static final int RIGHT = 24;
  private static final int TOP = 48;
  private static final int BOTTOM = 64;
  private static final int LEGEND_ROW = 22;
  private static final int COLUMNS = 120;

  private static final class Column {
    final long first;
    final long[] counts;

    Column(long first, int kinds) {
      this.first = first;
      this.counts = new long[kinds];
    }

    double total() {
      return Arrays.stream(counts).sum();
    }
  }

  private StackedChart() {}

  /**
   * Draws a chart; neighbours share a column where there are more than fit.
   *
   * @param counts by the number, at least one; one count for each name, and perhaps more
   */
  static BufferedImage draw(
      String title,
      String xName,
      String yName,
      SortedMap<Long, long[]> counts,
      List<String> names) {
    List<Column> columns = columns(counts);
    List<List<Integer>> legend = Legend.rows(names, LEFT, met(columns, names.size()));
    Canvas canvas = new Canvas(ChartStyle.WIDTH, ChartStyle.HEIGHT + legend.size() * LEGEND_ROW);
    double right = ChartStyle.WIDTH - RIGHT;
    double bottom = ChartStyle.HEIGHT - BOTTOM;
    double most = columns.stream().mapToDouble(Column::total).max().orElse(1);
    Scale y = Scale.linear(0, most, bottom, TOP, 6);
    canvas.middle(title, (LEFT + right) / 2, 28, 16, true);
    for (double tick : y.ticks(6)) {
      canvas.line(LEFT, y.pixel(tick), right, y.pixel(tick), Canvas.GRID);
      canvas.right(Html.tick(tick), LEFT - 8, y.pixel(tick) + 4, 13);
    }
    double step = (right - LEFT) / columns.size();
    int labelled = Math.ceilDiv(columns.size(), 10);
    for (int i = 0; i < columns.size(); i++) {
      double x = LEFT + i * step;
      stack(canvas, columns.get(i), names.size(), x + step * 0.05, step * 0.9, y);
      if (i % labelled == 0) {
        String label = Long.toString(columns.get(i).first);
        canvas.middle(label, x + step / 2, bottom + 20, 13, false);
      }
    }
    canvas.line(LEFT, bottom, right, bottom, Canvas.INK);
    canvas.middle(xName, (LEFT + right) / 2, bottom + 46, 14, false);
    canvas.upwards(yName, 20, (TOP + bottom) / 2, 14);
    Legend.draw(canvas, names, legend, LEFT, ChartStyle.HEIGHT + 4);
    return canvas.done();
  }

  /** The kinds of which there are any. */
  private static List<Integer> met(List<Column> columns, int kinds) {
    return IntStream.range(0, kinds)
        .filter(kind -> columns.stream().anyMatch(column -> column.counts[kind] > 0))
        .boxed()
        .toList();
  }

  private static void stack(
      Canvas canvas, Column column, int kinds, double x, double width, Scale y) {
    double below = 0;
    for (int kind = 0; kind < kinds; kind++) {
      double top = y.pixel(below + column.counts[kind]);
      canvas.box(x, top, width, y.pixel(below) - top, ChartStyle.colour(kind));
      below += column.counts[kind];
    }
  }

  private static List<Column> columns(SortedMap<Long, long[]> counts) {
    int share = Math.ceilDiv(counts.size(), COLUMNS);
    List<Column> columns = new ArrayList<>();
    int i = 0;
    for (Map.Entry<Long, long[]> entry : counts.entrySet()) {
      if (i++ % share == 0) {
        columns.add(new Column(entry.getKey(), entry.getValue().length));
      }
      long[] sum = columns.getLast().counts;
      for (int kind = 0; kind < sum.length; kind++) {
        sum[kind] += entry.getValue()[kind];
      }
    }
    return columns;
  }
}
