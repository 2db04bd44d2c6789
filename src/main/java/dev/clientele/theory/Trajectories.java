package dev.clientele.theory;

import dev.clientele.config.TheoryConfig;
import dev.clientele.report.Figure;
import dev.clientele.report.Figure.Line;
import dev.clientele.report.Figure.Style;
import dev.clientele.report.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * The weight step by step on the whole population, where every expectation is exact: gradient
 * descent on the denoising loss, and expectation maximisation.
 */
record Trajectories(List<Double> starts, List<double[]> descent, List<double[]> maximisation) {
  static Trajectories of(TheoryConfig config) {
    Setting setting = Setting.of(config);
    TwoComponents truth = setting.truth();
    List<double[]> descent = new ArrayList<>();
    List<double[]> maximisation = new ArrayList<>();
    for (double start : config.starts()) {
      double[] path =
          GradientDescent.path(
              b -> truth.gradient(setting.time(), b),
              TwoComponents.bias(start),
              setting.step(),
              config.steps());
      descent.add(Arrays.stream(path).map(TwoComponents::weight).toArray());
      double[] weights = new double[config.steps() + 1];
      weights[0] = start;
      for (int i = 0; i < config.steps(); i++) {
        weights[i + 1] = truth.expectationMaximisation(TwoComponents.bias(weights[i]));
      }
      maximisation.add(weights);
    }
    return new Trajectories(config.starts(), descent, maximisation);
  }

  /** The weights that the paths end at. */
  SequencedMap<String, Object> ends() {
    LinkedHashMap<String, Object> all = new LinkedHashMap<>();
    for (int i = 0; i < starts.size(); i++) {
      LinkedHashMap<String, Object> one = new LinkedHashMap<>();
      one.put("gradient descent", last(descent.get(i)));
      one.put("expectation maximisation", last(maximisation.get(i)));
      all.put("from " + starts.get(i), one);
    }
    return all;
  }

  private static double last(double[] path) {
    return path[path.length - 1];
  }

  Table table() {
    List<String> columns = new ArrayList<>(List.of("step"));
    for (double start : starts) {
      String from = String.valueOf(start).replace('.', '_').replace('-', '_');
      columns.add("gradient_descent_from_" + from);
      columns.add("expectation_maximisation_from_" + from);
    }
    List<List<Double>> rows = new ArrayList<>();
    for (int step = 0; step < descent.getFirst().length; step++) {
      List<Double> row = new ArrayList<>(List.of((double) step));
      for (int i = 0; i < starts.size(); i++) {
        row.add(descent.get(i)[step]);
        row.add(maximisation.get(i)[step]);
      }
      rows.add(row);
    }
    return new Table("trajectories", columns, rows);
  }

  Figure figure() {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      lines.add(line("descent from " + starts.get(i), Style.SOLID, descent.get(i)));
      lines.add(line("likelihood from " + starts.get(i), Style.DASHED, maximisation.get(i)));
    }
    return new Figure(
        "trajectories",
        "The weight on the whole population (likelihood: expectation maximisation)",
        "step",
        "weight",
        false,
        false,
        lines);
  }

  private static Line line(String name, Style style, double[] path) {
    return new Line(
        name,
        style,
        IntStream.range(0, path.length).mapToObj(i -> (double) i).toList(),
        Arrays.stream(path).boxed().toList());
  }
}
