package dev.clientele.comparison;

import dev.clientele.report.BandChart;
import dev.clientele.report.BarChart;
import dev.clientele.report.HeatMap;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;

/** A comparison as charts, one or more a metric. */
public final class ComparisonPlots {
  private final Comparison comparison;
  private final List<String> names;

  /** For a comparison whose keys have the given names in charts. */
  public ComparisonPlots(Comparison comparison) {
    this.comparison = comparison;
    this.names = ShortNames.of(comparison.keys());
  }

  /**
   * Lines where some key is a number (see {@link #lines}), bars otherwise. Where that number has
   * two values only and something else differs, too, two bars beside each other say more than
   * lines; where it is never the only difference, it is no axis.
   */
  public List<BufferedImage> linesOrBars(List<String> metrics) {
    int x = numericKey();
    if (x < 0 || (last() > 0 && byOthers(List.of(x)).size() == comparison.groups().size())) {
      return metrics.stream().map(this::bars).toList();
    }
    boolean paired = values(x, comparison.groups()).size() == 2 && last() > 0;
    return metrics.stream().map(m -> paired ? pairs(m, x) : lines(m, x)).toList();
  }

  /**
   * Heat maps over the last two keys, one for every combination of the others; none where fewer
   * than two keys differ.
   */
  public List<BufferedImage> heatMaps(List<String> metrics) {
    if (comparison.keys().size() < 2) {
      return List.of();
    }
    return metrics.stream().flatMap(m -> HeatMap.draw(maps(m)).stream()).toList();
  }

  /** How many maps a metric has. */
  public int mapsOfAMetric() {
    return byOthers(List.of(last(), last() - 1)).size();
  }

  private int last() {
    return comparison.keys().size() - 1;
  }

  /** The last key whose values are numbers, of which there are at least two; -1: none. */
  private int numericKey() {
    for (int i = last(); i >= 0; i--) {
      List<String> values = values(i, comparison.groups());
      if (values.size() > 1 && values.stream().allMatch(v -> Double.isFinite(number(v)))) {
        return i;
      }
    }
    return -1;
  }

  private BufferedImage bars(String metric) {
    List<Group> groups = comparison.groups();
    List<Estimate> estimates = groups.stream().map(g -> g.estimate(metric)).toList();
    BarChart.Bars bars =
        new BarChart.Bars(
            metric,
            estimates.stream().map(Estimate::mean).toList(),
            estimates.stream().map(Estimate::deviation).toList());
    List<String> labels = groups.stream().map(Group::label).toList();
    return BarChart.draw(metric, metric, labels, List.of(bars));
  }

  /** Bars for each value of a key, side by side; a place for each of the others. */
  private BufferedImage pairs(String metric, int x) {
    SequencedMap<List<String>, List<Group>> places = byOthers(List.of(x));
    List<String> labels =
        places.values().stream().map(g -> label(g.getFirst(), List.of(x), metric)).toList();
    List<BarChart.Bars> series = new ArrayList<>();
    for (String value : values(x, comparison.groups())) {
      List<Estimate> estimates = new ArrayList<>();
      for (List<Group> groups : places.values()) {
        estimates.add(
            groups.stream()
                .filter(g -> value(g, x).equals(value))
                .findFirst()
                .map(g -> g.estimate(metric))
                .orElse(Estimate.of(List.of())));
      }
      series.add(
          new BarChart.Bars(
              names.get(x) + "=" + value,
              estimates.stream().map(Estimate::mean).toList(),
              estimates.stream().map(Estimate::deviation).toList()));
    }
    return BarChart.draw(metric, metric, labels, series);
  }

  /** The mean over a key, with a band of one standard deviation; a line for each of the others. */
  private BufferedImage lines(String metric, int x) {
    List<BandChart.Line> lines = new ArrayList<>();
    for (List<Group> groups : byOthers(List.of(x)).values()) {
      List<Group> sorted =
          groups.stream().sorted(Comparator.comparingDouble(g -> number(value(g, x)))).toList();
      List<Estimate> estimates = sorted.stream().map(g -> g.estimate(metric)).toList();
      lines.add(
          new BandChart.Line(
              label(groups.getFirst(), List.of(x), metric),
              sorted.stream().map(g -> number(value(g, x))).toList(),
              estimates.stream().map(Estimate::mean).toList(),
              estimates.stream().map(Estimate::low).toList(),
              estimates.stream().map(Estimate::high).toList()));
    }
    return BandChart.draw(metric, comparison.keys().get(x), metric, lines);
  }

  private List<HeatMap.Map> maps(String metric) {
    int column = last();
    int row = last() - 1;
    List<HeatMap.Map> maps = new ArrayList<>();
    List<String> columns = values(column, comparison.groups());
    List<String> rows = values(row, comparison.groups());
    for (List<Group> groups : byOthers(List.of(column, row)).values()) {
      List<List<Double>> values = new ArrayList<>();
      rows.forEach(
          _ -> values.add(new ArrayList<>(Collections.nCopies(columns.size(), Double.NaN))));
      for (Group group : groups) {
        values
            .get(rows.indexOf(value(group, row)))
            .set(columns.indexOf(value(group, column)), group.estimate(metric).mean());
      }
      String others = label(groups.getFirst(), List.of(column, row), "");
      maps.add(
          new HeatMap.Map(
              others.isEmpty() ? metric : others + ": " + metric,
              comparison.keys().get(column),
              comparison.keys().get(row),
              columns,
              rows,
              values));
    }
    return maps;
  }

  /** The groups by their values of all keys but the given ones. */
  private SequencedMap<List<String>, List<Group>> byOthers(List<Integer> without) {
    SequencedMap<List<String>, List<Group>> result = new LinkedHashMap<>();
    for (Group group : comparison.groups()) {
      List<String> others = new ArrayList<>();
      for (int i = 0; i <= last(); i++) {
        if (!without.contains(i)) {
          others.add(value(group, i));
        }
      }
      result.computeIfAbsent(others, _ -> new ArrayList<>()).add(group);
    }
    return result;
  }

  private String label(Group group, List<Integer> without, String ifNone) {
    LinkedHashMap<String, String> shown = new LinkedHashMap<>();
    for (int i = 0; i <= last(); i++) {
      if (!without.contains(i)) {
        shown.put(names.get(i), value(group, i));
      }
    }
    return shown.isEmpty() ? ifNone : new Group(shown, group.runs()).label();
  }

  private String value(Group group, int key) {
    return group.settings().get(comparison.keys().get(key));
  }

  /** The different values of a key: numbers in their order, other texts in the groups'. */
  private List<String> values(int key, List<Group> groups) {
    List<String> values =
        new ArrayList<>(new LinkedHashSet<>(groups.stream().map(g -> value(g, key)).toList()));
    if (values.stream().allMatch(v -> Double.isFinite(number(v)))) {
      values.sort(Comparator.comparingDouble(ComparisonPlots::number));
    }
    return values;
  }

  /** NaN where the text is no number. */
  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
