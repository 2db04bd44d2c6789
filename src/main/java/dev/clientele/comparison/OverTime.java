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
 * Figures of the evaluations between rounds against virtual time, a line a run: what one policy
 * reaches in the time of another.
 */
public final class OverTime {
  /** A line that climbs above so many times where the highest one began has left the picture. */
  private static final double CEILING = 1.5;

  private record Curve(String name, List<Double> seconds, List<Double> values) {}

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
    double highest =
        curves.stream()
            .mapToDouble(curve -> curve.values().getFirst())
            .filter(Double::isFinite)
            .max()
            .orElse(1);
    double ceiling = CEILING * highest;
    boolean cut = false;
    List<BandChart.Line> lines = new ArrayList<>();
    for (Curve curve : curves) {
      List<Double> shown = new ArrayList<>();
      for (double value : curve.values()) {
        cut |= value > ceiling && ceiling > 0;
        shown.add(ceiling > 0 ? Math.min(value, ceiling) : value);
      }
      lines.add(new BandChart.Line(curve.name(), curve.seconds(), shown, shown, shown));
    }
    String title = cut ? metric + " (cut at " + Numbers.text(ceiling) + ")" : metric;
    return BandChart.draw(title, "virtual seconds", metric, lines);
  }

  private static List<Curve> curves(Comparison comparison, String metric) {
    List<Curve> curves = new ArrayList<>();
    for (Group group : comparison.groups()) {
      for (FinishedRun run : group.runs()) {
        String name =
            group.runs().size() == 1 ? group.label() : group.label() + ", seed " + run.seed();
        Curve curve = curve(run, name, metric);
        if (curve.seconds().size() > 1) {
          curves.add(curve);
        }
      }
    }
    return curves;
  }

  /** A metric such as {@code seen.loss} or {@code seen.loss.population}. */
  private static Curve curve(FinishedRun run, String name, String metric) {
    String[] words = metric.split("\\.", 3);
    Curve curve = new Curve(name, new ArrayList<>(), new ArrayList<>());
    if (words.length < 2) {
      return curve;
    }
    String which = words.length == 2 ? "own" : words[2];
    JsonLog.read(
        RunDirectory.open(run.directory()).metrics(), line -> add(line, words, which, curve));
    return curve;
  }

  private static void add(JsonNode line, String[] words, String which, Curve curve) {
    JsonNode value = line.path("figures").path(words[1]).path(which);
    if (line.path("event").asText().equals("evaluation")
        && line.path("group").asText().equals(words[0])
        && !value.isMissingNode()) {
      curve.seconds().add(line.path("virtualSeconds").asDouble());
      // What is no finite number is null there: the model is beyond all measure.
      curve.values().add(value.isNumber() ? value.doubleValue() : Double.POSITIVE_INFINITY);
    }
  }
}
