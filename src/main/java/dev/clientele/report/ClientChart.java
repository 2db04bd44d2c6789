package dev.clientele.report;

import dev.clientele.method.Score;
import dev.clientele.report.RunRecord.ClientScore;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A row a client: a hollow dot for the population's model, a full one for the client's own. */
final class ClientChart {
  private static final int WIDTH = 640;
  private static final int LEFT = 250;
  private static final int RIGHT = 20;
  private static final int ROW = 22;
  private static final int TOP = 8;

  /** More rows than a person compares by eye; the table has them all. */
  private static final int SHOWN = 40;

  private ClientChart() {}

  /** A figure of that name; empty text where no client has a number. */
  static String draw(String figureName, List<ClientScore> clients) {
    String title = FigureNames.title(figureName);
    String better = Score.higherIsBetter(figureName) ? "right" : "left";
    ToDoubleFunction<ClientScore> own = c -> c.figure(figureName).own();
    ToDoubleFunction<ClientScore> population = c -> c.figure(figureName).population();
    List<ClientScore> shown =
        clients.stream().filter(c -> Double.isFinite(own.applyAsDouble(c))).limit(SHOWN).toList();
    if (shown.isEmpty()) {
      return "";
    }
    int bottom = TOP + shown.size() * ROW;
    Scale x = scale(shown, own, population);
    Svg svg = new Svg(WIDTH, bottom + 24, title);
    for (double tick : x.ticks(5)) {
      svg.line(x.pixel(tick), TOP, x.pixel(tick), bottom, "grid");
      svg.text(x.pixel(tick), bottom + 17, Html.tick(tick), "tick middle");
    }
    for (int i = 0; i < shown.size(); i++) {
      ClientScore client = shown.get(i);
      row(
          svg,
          client,
          own.applyAsDouble(client),
          population.applyAsDouble(client),
          x,
          TOP + (i + 0.5) * ROW);
    }
    String legend =
        "<p class=\"legend\"><span class=\"key ring\"></span>population's model "
            + "<span class=\"key full\"></span>the client's own; further "
            + better
            + " is better</p>";
    return "<figure><figcaption>%s</figcaption>\n%s\n%s</figure>\n"
        .formatted(Html.escape(title), legend, svg.end());
  }

  private static void row(
      Svg svg, ClientScore client, double own, double population, Scale x, double y) {
    String name = client.group() + " " + client.client() + ": " + client.description();
    svg.text(LEFT - 8, y + 4, shorten(name), "tick end");
    if (Double.isFinite(population)) {
      svg.line(x.pixel(population), y, x.pixel(own), y, "link");
      svg.dot(x.pixel(population), y, 4.5, "ring", name + ": " + Html.number(population));
    }
    svg.dot(x.pixel(own), y, 4.5, "full", name + ": " + Html.number(own));
  }

  private static Scale scale(
      List<ClientScore> clients,
      ToDoubleFunction<ClientScore> own,
      ToDoubleFunction<ClientScore> population) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (ClientScore client : clients) {
      for (double v : new double[] {own.applyAsDouble(client), population.applyAsDouble(client)}) {
        if (Double.isFinite(v)) {
          low = Math.min(low, v);
          high = Math.max(high, v);
        }
      }
    }
    return Scale.linear(low, high, LEFT, WIDTH - RIGHT, 5);
  }

  private static String shorten(String name) {
    return name.length() <= 42 ? name : name.substring(0, 41) + "\u2026";
  }
}
