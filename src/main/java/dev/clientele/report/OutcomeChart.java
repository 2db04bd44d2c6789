package dev.clientele.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How the visits of every round ended: a stacked bar a round, or a stretch of rounds. */
final class OutcomeChart {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 190;
  private static final int LEFT = 64;
  private static final int RIGHT = 16;
  private static final int TOP = 10;
  private static final int BOTTOM = 40;
  private static final int BARS = 60;
  private static final int COLOURS = 12;

  private OutcomeChart() {}

  /** A figure; empty text where there were no visits. */
  static String draw(
      String title, SortedMap<Long, ? extends Map<String, Long>> byRound, List<String> outcomes) {
    if (byRound.isEmpty()) {
      return "";
    }
    List<Stretch> stretches = stretches(byRound);
    double most = stretches.stream().mapToDouble(Stretch::visits).max().orElse(1);
    Scale y = Scale.linear(0, most, HEIGHT - BOTTOM, TOP, 4);
    Svg svg = new Svg(WIDTH, HEIGHT, title);
    for (double tick : y.ticks(4)) {
      svg.line(LEFT, y.pixel(tick), WIDTH - RIGHT, y.pixel(tick), "grid");
      svg.text(LEFT - 6, y.pixel(tick) + 4, Html.tick(tick), "tick end");
    }
    double step = (WIDTH - LEFT - RIGHT) / (double) stretches.size();
    int labelled = Math.max(1, (int) Math.ceil(stretches.size() / 10.0));
    for (int i = 0; i < stretches.size(); i++) {
      double x = LEFT + i * step;
      bar(svg, stretches.get(i), outcomes, x + step * 0.08, Math.min(step * 0.84, 40), y);
      if (i % labelled == 0) {
        String label = Long.toString(stretches.get(i).first());
        svg.text(x + Math.min(step, 44) / 2, HEIGHT - BOTTOM + 17, label, "tick middle");
      }
    }
    svg.line(LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM, "axis");
    svg.text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 6, "round", "tick middle");
    return "<figure><figcaption>%s</figcaption>\n%s%s</figure>\n"
        .formatted(Html.escape(title), legend(outcomes, stretches), svg.end());
  }

  private static void bar(
      Svg svg, Stretch stretch, List<String> outcomes, double x, double width, Scale y) {
    double below = 0;
    for (int o = 0; o < outcomes.size(); o++) {
      long count = stretch.counts().getOrDefault(outcomes.get(o), 0L);
      if (count > 0) {
        double top = y.pixel(below + count);
        String hint = stretch.name() + ": " + count + " " + outcomes.get(o);
        svg.box(x, top, width, y.pixel(below) - top, "bar s" + o % COLOURS, hint);
        below += count;
      }
    }
  }

  private static String legend(List<String> outcomes, List<Stretch> stretches) {
    StringBuilder html = new StringBuilder("<p class=\"legend\">");
    for (int o = 0; o < outcomes.size(); o++) {
      String name = outcomes.get(o);
      if (stretches.stream().anyMatch(stretch -> stretch.counts().containsKey(name))) {
        html.append("<span class=\"key s").append(o % COLOURS).append("\"></span>");
        html.append(Html.escape(name)).append(' ');
      }
    }
    return html.append("</p>\n").toString();
  }

  private static List<Stretch> stretches(SortedMap<Long, ? extends Map<String, Long>> byRound) {
    int rounds = (byRound.size() + BARS - 1) / BARS;
    List<Stretch> stretches = new ArrayList<>();
    int i = 0;
    for (Map.Entry<Long, ? extends Map<String, Long>> round : byRound.entrySet()) {
      Stretch last =
          i++ % rounds == 0
              ? new Stretch(round.getKey(), round.getKey(), new TreeMap<>())
              : stretches.removeLast();
      round.getValue().forEach((outcome, n) -> last.counts().merge(outcome, n, Long::sum));
      stretches.add(new Stretch(last.first(), round.getKey(), last.counts()));
    }
    return stretches;
  }

  private record Stretch(long first, long last, TreeMap<String, Long> counts) {
    double visits() {
      return counts.values().stream().mapToDouble(Long::doubleValue).sum();
    }

    String name() {
      return first == last ? "round " + first : "rounds " + first + " to " + last;
    }
  }
}
