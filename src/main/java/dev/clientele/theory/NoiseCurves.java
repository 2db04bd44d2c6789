package dev.clientele.theory;

import dev.clientele.diffusion.NoiseSchedule;
import dev.clientele.report.Figure;
import dev.clientele.report.Figure.Line;
import dev.clientele.report.Figure.Style;
import dev.clientele.report.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * Score errors at every noise level, of several models.
 *
 * @param errors by model: for each client, an error for each of {@link NoiseLevels}
 */
record NoiseCurves(NoiseSchedule schedule, SequencedMap<String, List<double[]>> errors) {
  private List<Double> sigmas() {
    return IntStream.range(0, NoiseLevels.COUNT)
        .mapToObj(level -> NoiseLevels.noise(schedule, level))
        .toList();
  }

  private static List<Estimate> means(List<double[]> byClient) {
    return IntStream.range(0, NoiseLevels.COUNT)
        .mapToObj(level -> Estimate.mean(byClient.stream().mapToDouble(e -> e[level]).toArray()))
        .toList();
  }

  /** Each model's mean over clients and levels. */
  SequencedMap<String, Object> summary() {
    LinkedHashMap<String, Object> all = new LinkedHashMap<>();
    errors.forEach(
        (model, byClient) -> {
          Estimate mean = Estimate.mean(byClient.stream().mapToDouble(ScoreError::mean).toArray());
          LinkedHashMap<String, Object> one = new LinkedHashMap<>();
          one.put("mean", mean.value());
          one.put("standardError", mean.error());
          one.put("byLevel", means(byClient).stream().map(Estimate::value).toList());
          all.put(model, one);
        });
    return all;
  }

  Table table() {
    List<String> columns = new ArrayList<>(List.of("sigma"));
    List<List<Estimate>> curves = errors.values().stream().map(NoiseCurves::means).toList();
    for (String model : errors.keySet()) {
      String name = model.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
      columns.addAll(List.of(name, name + "_standard_error"));
    }
    List<List<Double>> rows = new ArrayList<>();
    for (int level = 0; level < NoiseLevels.COUNT; level++) {
      List<Double> row = new ArrayList<>(List.of(sigmas().get(level)));
      for (List<Estimate> curve : curves) {
        row.add(curve.get(level).value());
        row.add(curve.get(level).error());
      }
      rows.add(row);
    }
    return new Table("score-error-by-noise", columns, rows);
  }

  Figure figure() {
    List<Line> lines = new ArrayList<>();
    errors.forEach(
        (model, byClient) -> {
          List<Estimate> curve = means(byClient);
          lines.add(
              new Line(
                  model,
                  Style.SOLID,
                  sigmas(),
                  curve.stream().map(Estimate::value).toList(),
                  curve.stream().map(Estimate::margin).toList()));
        });
    return new Figure(
        "score-error-by-noise",
        "Unseen clients: error of the score (the Bayes-optimal one has none)",
        "noise level sigma",
        "excess squared error a coordinate",
        false,
        true,
        lines);
  }
}
