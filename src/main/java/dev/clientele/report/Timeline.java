package dev.clientele.report;

import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.List;

/**
 * Each of some clients' visits in virtual time and what came of them: a row a client. A bar begins
 * when the client is called and ends when the server has the answer, or gives up waiting for one.
 */
final class Timeline {
  /**
   * One visit.
   *
   * @param outcome its index among the outcomes' names
   */
  record Bar(int row, double start, double end, int outcome) {}

  private static final int LEFT = 90;
  private static final int RIGHT = 24;
  private static final int TOP = 48;
  private static final int ROW = 14;
  private static final int FOOT = 56;
  private static final int LEGEND_ROW = 22;

  private Timeline() {}

  /**
   * Draws a chart.
   *
   * @param clients each row's number
   * @param bars of these rows, at least one
   * @param outcomes their names
   */
  static BufferedImage draw(List<Integer> clients, List<Bar> bars, List<String> outcomes) {
    List<Integer> met = bars.stream().map(Bar::outcome).distinct().sorted().toList();
    List<List<Integer>> legend = Legend.rows(outcomes, LEFT, met);
    double bottom = TOP + clients.size() * ROW;
    int top = (int) bottom + FOOT;
    Canvas canvas = new Canvas(ChartStyle.WIDTH, top + legend.size() * LEGEND_ROW + 6);
    double right = ChartStyle.WIDTH - RIGHT;
    double begin = Collections.min(bars.stream().map(Bar::start).toList());
    double end = Collections.max(bars.stream().map(Bar::end).toList());
    Scale x = Scale.linear(begin, end, LEFT, right, 8);
    canvas.middle(
        "Visits, from the call until the server knows how they ended",
        (LEFT + right) / 2,
        28,
        16,
        true);
    for (double tick : x.ticks(8)) {
      canvas.line(x.pixel(tick), TOP, x.pixel(tick), bottom, Canvas.GRID);
      canvas.middle(Html.tick(tick), x.pixel(tick), bottom + 18, 13, false);
    }
    for (int row = 0; row < clients.size(); row++) {
      canvas.right("client " + clients.get(row), LEFT - 8, TOP + row * ROW + ROW - 3.0, 10);
    }
    for (Bar bar : bars) {
      double from = x.pixel(bar.start());
      double width = Math.max(1, x.pixel(bar.end()) - from - 0.5);
      canvas.box(
          from, TOP + bar.row() * ROW + 2.0, width, ROW - 4.0, ChartStyle.colour(bar.outcome()));
    }
    canvas.line(LEFT, bottom, right, bottom, Canvas.INK);
    canvas.middle("virtual seconds", (LEFT + right) / 2, bottom + 40, 14, false);
    Legend.draw(canvas, outcomes, legend, LEFT, top);
    return canvas.done();
  }
}
