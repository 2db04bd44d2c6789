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

  private final Map<Integer, Integer> rows = new LinkedHashMap<>();
  private final List<Timeline.Bar> bars = new ArrayList<>();
  private final List<String> outcomes = OutcomeNames.all(List.of());
  private final SortedMap<Long, long[]> staleness = new TreeMap<>();
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
      staleness.computeIfAbsent(line.path("staleness").asLong(), _ -> new long[1])[0]++;
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

  private BufferedImage staleness() {
    for (long steps = 0; steps < staleness.lastKey(); steps++) {
      staleness.computeIfAbsent(steps, _ -> new long[1]);
    }
    return StackedChart.draw(
        "Staleness of the updates that were used",
        "steps of the server since it sent the client its model",
        "updates",
        staleness,
        List.of("completed"));
  }

  private BufferedImage outcomes() {
    return StackedChart.draw(
        "Outcomes of each round's visits",
        "round in which the client was called",
        "visits",
        rounds,
        outcomes);
  }
}
