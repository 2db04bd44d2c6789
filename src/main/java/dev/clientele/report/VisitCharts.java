package dev.clientele.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What clients.jsonl shows of a federation in virtual time: who was at work when, how stale updates
 * were, and what became of every round's visits. Memory grows with what is drawn, not with visits.
 */
final class VisitCharts {
  /** All such pictures' names begin so. */
  static final String PREFIX = "visits-";

  private static final int ROWS = 40;
  private static final int BARS = 1200;
  private static final int COLUMNS = 24;

  private final Map<Integer, Integer> rows = new LinkedHashMap<>();
  private final List<Timeline.Bar> bars = new ArrayList<>();
  private final List<String> outcomes = new ArrayList<>();
  private final SortedMap<Long, Long> staleness = new TreeMap<>();
  private final SortedMap<Long, long[]> rounds = new TreeMap<>();

  private VisitCharts() {}

  /** Writes the pictures that there is something for into the run's samples. */
  static void write(RunDirectory run) {
    VisitCharts charts = new VisitCharts();
    JsonLog.read(run.clients(), charts::visit);
    if (charts.rounds.isEmpty()) {
      return;
    }
    write(run, "timeline.png", charts.timeline());
    write(run, "outcomes.png", charts.outcomes());
    if (charts.staleness.size() > 1) {
      write(run, "staleness.png", charts.staleness());
    }
  }

  private static void write(RunDirectory run, String name, BufferedImage chart) {
    Path file = run.samples().resolve(PREFIX + name);
    Pictures.write(file, 1, () -> List.of(chart));
  }

  private void visit(JsonNode line) {
    if (!line.path("phase").asText("pretraining").equals("pretraining")) {
      return;
    }
    String name = line.path("outcome").asText("unknown");
    if (!outcomes.contains(name)) {
      outcomes.add(name);
    }
    int outcome = outcomes.indexOf(name);
    if (name.equals("completed")) {
      staleness.merge(line.path("staleness").asLong(), 1L, Long::sum);
    }
    rounds.computeIfAbsent(line.path("round").asLong(), _ -> new long[64])[outcome]++;
    int client = line.path("client").asInt();
    if (bars.size() < BARS && (rows.size() < ROWS || rows.containsKey(client))) {
      int row = rows.computeIfAbsent(client, _ -> rows.size());
      double start = line.path("virtualStart").asDouble();
      bars.add(new Timeline.Bar(row, start, line.path("virtualEnd").asDouble(), outcome));
    }
  }

  private BufferedImage timeline() {
    return Timeline.draw(List.copyOf(rows.keySet()), bars, outcomes);
  }

  /** Neighbouring values share a bar where there are many. */
  private BufferedImage staleness() {
    long width = Math.ceilDiv(staleness.lastKey() + 1, COLUMNS);
    List<String> names = new ArrayList<>();
    List<Double> counts = new ArrayList<>();
    for (long from = 0; from <= staleness.lastKey(); from += width) {
      names.add(width == 1 ? Long.toString(from) : from + "-" + (from + width - 1));
      counts.add(sum(staleness.subMap(from, from + width)));
    }
    List<Double> none = counts.stream().map(_ -> Double.NaN).toList();
    return BarChart.draw(
        "Staleness of the updates used: steps since the client's model",
        "updates",
        names,
        List.of(new BarChart.Bars("updates", counts, none)));
  }

  private static double sum(SortedMap<Long, Long> part) {
    return part.values().stream().mapToDouble(Long::doubleValue).sum();
  }

  private BufferedImage outcomes() {
    return StackedChart.draw(
        "Outcomes of each round's visits",
        "round in which the client was called",
        rounds,
        outcomes);
  }
}
