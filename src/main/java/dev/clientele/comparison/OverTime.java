package dev.clientele.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clientele.report.BandChart;
import dev.clientele.report.JsonLog;
import dev.clientele.report.Numbers;
import dev.clientele.report.RunDirectory;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Figures of the evaluations between rounds against virtual time, a line for each setting: what one
 * policy reaches in the time of another. Over several seeds a point is the mean of the runs' n-th
 * evaluations, at the mean of their times, and the band around it has their standard deviation.
 */
public final class OverTime {
  /** A line that climbs above so many times where the highest one began has left the picture. */
  private static final double CEILING = 1.5;

  /** Evaluations in their order; those of all runs of a setting have the same numbers. */
  private record Curve(String name, List<Double> seconds, List<List<Double>> values) {
    double first() {
      return values.getFirst().stream().filter(Double::isFinite).findFirst().orElse(Double.NaN);
    }

    List<Estimate> estimates(double ceiling) {
      return values.stream().map(some -> Estimate.of(cut(some, ceiling))).toList();
    }
  }

  /** One run's evaluations. */
  private record Points(List<Double> seconds, List<Double> values) {}

  private OverTime() {}

  /** A chart for each metric of which some run has more than one evaluation. */
  public static List<BufferedImage> draw(Comparison comparison, List<String> metrics) {
    List<BufferedImage> charts = new ArrayList<>();
    for (String metric : metrics) {
      List<Curve> curves = curves(comparison, metric);
      if (!curves.isEmpty()) {
        charts.add(chart(metric, curves));
      }
    }
    return charts;
  }

  private static BufferedImage chart(String metric, List<Curve> curves) {
    double[] firsts =
        curves.stream().mapToDouble(Curve::first).filter(Double::isFinite).sorted().toArray();
    // The median, as one of them may be beyond all measure from the beginning.
    double usual = firsts.length == 0 ? 1 : firsts[firsts.length / 2];
    double ceiling = usual > 0 ? CEILING * usual : Double.POSITIVE_INFINITY;
    List<BandChart.Line> lines = curves.stream().map(curve -> line(curve, ceiling)).toList();
    boolean beyond =
        curves.stream()
            .flatMap(c -> c.values().stream().flatMap(List::stream))
            .anyMatch(v -> v > ceiling);
    String title = beyond ? metric + " (cut at " + Numbers.text(ceiling) + ")" : metric;
    return BandChart.draw(title, "virtual seconds", metric, lines);
  }

  private static List<Double> cut(List<Double> values, double ceiling) {
    return values.stream().map(value -> Math.min(value, ceiling)).toList();
  }

  private static BandChart.Line line(Curve curve, double ceiling) {
    List<Estimate> points = curve.estimates(ceiling);
    return new BandChart.Line(
        curve.name(),
        curve.seconds(),
        points.stream().map(Estimate::mean).toList(),
        points.stream().map(Estimate::low).toList(),
        points.stream().map(Estimate::high).toList());
  }

  private static List<Curve> curves(Comparison comparison, String metric) {
    List<Curve> curves = new ArrayList<>();
    for (Group group : comparison.groups()) {
      List<Points> runs = group.runs().stream().map(run -> points(run, metric)).toList();
      int shared = runs.stream().mapToInt(points -> points.seconds().size()).min().orElse(0);
      if (shared > 1) {
        curves.add(curve(group.label(), runs, shared));
      }
    }
    return curves;
  }

  private static Curve curve(String name, List<Points> runs, int size) {
    Curve curve = new Curve(name, new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < size; i++) {
      int n = i;
      curve.seconds().add(Estimate.of(runs.stream().map(r -> r.seconds().get(n)).toList()).mean());
      curve.values().add(runs.stream().map(r -> r.values().get(n)).toList());
    }
    return curve;
  }

  /** A metric such as {@code seen.loss} or {@code seen.loss.population}. */
  private static Points points(FinishedRun run, String metric) {
    String[] words = metric.split("\\.", 3);
    Points points = new Points(new ArrayList<>(), new ArrayList<>());
    if (words.length < 2) {
      return points;
    }
    String which = words.length == 2 ? "own" : words[2];
    JsonLog.read(
        RunDirectory.open(run.directory()).metrics(), line -> add(line, words, which, points));
    return points;
  }

  private static void add(JsonNode line, String[] words, String which, Points points) {
    JsonNode value = line.path("figures").path(words[1]).path(which);
    if (line.path("event").asText().equals("evaluation")
        && line.path("group").asText().equals(words[0])
        && !value.isMissingNode()) {
      points.seconds().add(line.path("virtualSeconds").asDouble());
      // What is no finite number is null there: the model is beyond all measure.
      points.values().add(value.isNumber() ? value.doubleValue() : Double.POSITIVE_INFINITY);
    }
  }
}
