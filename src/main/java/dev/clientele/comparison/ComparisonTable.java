package dev.clientele.comparison;

import dev.clientele.report.Numbers;
import dev.clientele.report.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A comparison as a table: mean, standard deviation and number of seeds. */
public final class ComparisonTable {
  /** More columns than this are hard to read in a terminal; then every group gets a row. */
  private static final int COLUMNS = 4;

  private ComparisonTable() {}

  /**
   * For a terminal: few groups have a column each and all figures; many have a row each.
   *
   * @param metrics what to show; none: all of few groups, {@link Comparison#mainMetrics()} of many
   */
  public static String text(Comparison comparison, List<String> metrics) {
    if (comparison.groups().size() > COLUMNS) {
      return rows(comparison, metrics.isEmpty() ? comparison.mainMetrics() : metrics);
    }
    return columns(comparison, metrics.isEmpty() ? List.copyOf(comparison.metrics()) : metrics);
  }

  private static String columns(Comparison comparison, List<String> metrics) {
    List<Group> groups = comparison.groups();
    List<String> head = new ArrayList<>(List.of(""));
    groups.forEach(g -> head.add(g.runs().getFirst().name()));
    TextTable table = new TextTable(1, head);
    for (String key : comparison.keys()) {
      row(table, key, groups.stream().map(g -> g.settings().get(key)));
    }
    row(table, "seeds", groups.stream().map(ComparisonTable::seeds));
    for (String metric : metrics) {
      row(table, metric, groups.stream().map(g -> cell(g, metric)));
    }
    return table.toString();
  }

  private static void row(TextTable table, String name, Stream<String> cells) {
    table.row(Stream.concat(Stream.of(name), cells).toList());
  }

  /** For a terminal: a row a group. */
  public static String rows(Comparison comparison, List<String> metrics) {
    List<List<String>> cells = cells(comparison, metrics);
    TextTable table = new TextTable(comparison.keys().size(), cells.getFirst());
    cells.stream().skip(1).forEach(table::row);
    return table.toString();
  }

  /** A row a group; the first row is the head. */
  public static List<List<String>> cells(Comparison comparison, List<String> metrics) {
    List<String> head = new ArrayList<>(ShortNames.of(comparison.keys()));
    head.add("seeds");
    head.addAll(metrics);
    List<List<String>> rows = new ArrayList<>(List.of(head));
    for (Group group : comparison.groups()) {
      List<String> row = new ArrayList<>(group.settings().values());
      row.add(Integer.toString(group.runs().size()));
      metrics.forEach(m -> row.add(cell(group, m)));
      rows.add(row);
    }
    return rows;
  }

  private static String seeds(Group group) {
    return group.runs().stream().map(r -> Long.toString(r.seed())).collect(Collectors.joining(" "));
  }

  private static String cell(Group group, String metric) {
    Estimate estimate = group.estimate(metric);
    return Numbers.spread(estimate.mean(), estimate.deviation());
  }

  /**
   * For another program: a row a group with every figure's mean, and, where there are several
   * seeds, its standard deviation. The first row is the head.
   */
  public static List<List<String>> csv(Comparison comparison) {
    boolean spread = comparison.groups().stream().anyMatch(g -> g.runs().size() > 1);
    List<String> metrics = List.copyOf(comparison.metrics());
    List<String> head = new ArrayList<>(List.of("runs"));
    head.addAll(comparison.keys());
    head.addAll(List.of("seeds", "seed count"));
    for (String metric : metrics) {
      head.add(metric);
      if (spread) {
        head.add(metric + " deviation");
      }
    }
    List<List<String>> rows = new ArrayList<>(List.of(head));
    for (Group group : comparison.groups()) {
      List<String> row = new ArrayList<>();
      row.add(group.runs().stream().map(FinishedRun::name).collect(Collectors.joining(" ")));
      row.addAll(group.settings().values());
      row.add(seeds(group));
      row.add(Integer.toString(group.runs().size()));
      for (String metric : metrics) {
        Estimate estimate = group.estimate(metric);
        row.add(Numbers.exact(estimate.mean()));
        if (spread) {
          row.add(Numbers.exact(estimate.deviation()));
        }
      }
      rows.add(row);
    }
    return rows;
  }
}
