package dev.clientele.sweep;

import dev.clientele.comparison.Comparison;
import dev.clientele.comparison.Estimate;
import dev.clientele.comparison.FinishedRun;
import dev.clientele.comparison.Group;
import dev.clientele.config.SweepConfig;
import dev.clientele.config.SweepConfig.Axis;
import dev.clientele.config.SweepConfig.Setting;
import dev.clientele.config.SweepConfig.Tuning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/** A sweep as JSON. */
final class SweepJson {
  private SweepJson() {}

  static SequencedMap<String, Object> of(
      String name, SweepDirectory directory, SweepResult result) {
    SweepConfig sweep = result.grid().sweep();
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    all.put("name", name);
    all.put("axes", axes(sweep.axes()));
    all.put("seeds", sweep.seeds());
    all.put("metrics", sweep.metrics());
    if (!sweep.tuning().axes().isEmpty()) {
      all.put("tune", tuning(sweep.tuning()));
      all.put("choices", choices(result));
    }
    all.put("results", results(result));
    all.put("cells", cells(directory, result));
    return all;
  }

  private static SequencedMap<String, Object> axes(List<Axis> axes) {
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    axes.forEach(a -> all.put(a.name(), a.settings().stream().map(Setting::label).toList()));
    return all;
  }

  private static SequencedMap<String, Object> tuning(Tuning tuning) {
    SequencedMap<String, Object> tune = new LinkedHashMap<>();
    tune.put("axes", axes(tuning.axes()));
    tune.put("figure", tuning.figure());
    tune.put("goal", tuning.goal().name().toLowerCase(Locale.ROOT));
    tune.put("seeds", tuning.seeds());
    return tune;
  }

  private static List<Object> choices(SweepResult result) {
    List<Object> choices = new ArrayList<>();
    for (Choice choice : result.choices()) {
      SequencedMap<String, Object> one = new LinkedHashMap<>();
      one.put("values", choice.combination().values());
      one.put("chosen", choice.chosen().map(Candidate::values).orElse(null));
      one.put("figures", choice.figures().stream().map(Estimate::mean).toList());
      choices.add(one);
    }
    return choices;
  }

  private static List<Object> results(SweepResult result) {
    Comparison comparison = result.withChosen();
    List<Object> results = new ArrayList<>();
    for (Group group : comparison.groups()) {
      SequencedMap<String, Object> figures = new LinkedHashMap<>();
      group.metrics().forEach(m -> figures.put(m, estimate(group.estimate(m))));
      SequencedMap<String, Object> one = new LinkedHashMap<>();
      one.put("values", group.settings());
      one.put("seeds", group.runs().stream().map(FinishedRun::seed).toList());
      one.put("figures", figures);
      results.add(one);
    }
    return results;
  }

  private static SequencedMap<String, Object> estimate(Estimate estimate) {
    SequencedMap<String, Object> fields = new LinkedHashMap<>();
    fields.put("mean", estimate.mean());
    fields.put("deviation", estimate.deviation());
    fields.put("count", estimate.count());
    return fields;
  }

  private static List<Object> cells(SweepDirectory directory, SweepResult result) {
    List<Object> cells = new ArrayList<>();
    for (Cell cell : result.grid().cells()) {
      SequencedMap<String, Object> one = new LinkedHashMap<>();
      one.put("cell", cell.directory());
      one.put("values", cell.values());
      one.put("seed", cell.seed());
      one.put("state", directory.state(cell).word());
      one.put("reported", result.isReported(cell));
      String failure = result.failures().get(cell.directory());
      if (failure != null) {
        one.put("failure", failure);
      }
      FinishedRun run = result.finished().get(cell.directory());
      if (run != null) {
        one.put("figures", run.figures());
      }
      cells.add(one);
    }
    return cells;
  }
}
