package dev.clientele.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clientele.report.JsonLog;
import dev.clientele.report.RunDirectory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.BinaryOperator;

/**
 * A run's numbers by name. A group's figure is {@code GROUP.FIGURE} for the mean of the clients'
 * own models and {@code GROUP.FIGURE.WHAT} for the rest, such as {@code unseen.loss} and {@code
 * unseen.loss.population}; other numbers have their path in summary.json, such as {@code
 * bytes.down}.
 */
final class Figures {
  private Figures() {}

  static SequencedMap<String, Double> of(JsonNode summary) {
    SequencedMap<String, Double> figures = new LinkedHashMap<>();
    collect("", summary, figures);
    return figures;
  }

  /**
   * What the clock and the machine decided: {@code seconds}, all that the run took, and {@code
   * megabytes}, the most memory. A run that was resumed repeats what it had not saved, and both
   * times count.
   */
  static SequencedMap<String, Double> timing(RunDirectory run) {
    SequencedMap<String, Double> figures = new LinkedHashMap<>();
    JsonLog.read(
        run.timing(),
        line -> {
          add(figures, "seconds", line.path("seconds"), Double::sum);
          add(figures, "megabytes", line.path("residentMegabytes"), Math::max);
        });
    return figures;
  }

  private static void add(
      Map<String, Double> figures, String name, JsonNode value, BinaryOperator<Double> merge) {
    if (value.isNumber()) {
      figures.merge(name, value.doubleValue(), merge);
    }
  }

  private static void collect(String path, JsonNode node, Map<String, Double> figures) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      JsonNode value = field.getValue();
      if (value.isNumber()) {
        figures.put(name(path, field.getKey()), value.doubleValue());
      } else if (value.isNull()) { // not a finite number
        figures.put(name(path, field.getKey()), Double.NaN);
      } else if (field.getKey().equals("figures")) {
        collect(path, value, figures);
      } else if (value.isObject()) {
        collect(name(path, field.getKey()), value, figures);
      }
    }
  }

  private static String name(String path, String field) {
    if (path.isEmpty()) {
      return field;
    }
    return field.equals("own") ? path : path + "." + field;
  }
}
