package dev.clientele.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the report shows of a run, gathered from its files in one pass. Memory grows with rounds and
 * evaluations, not with client visits. Not thread-safe.
 */
final class RunRecord {
  /** One figure of one client: of its own model and of the population's; NaN: there is none. */
  record Figure(double own, double population) {
    static final Figure NONE = new Figure(Double.NaN, Double.NaN);
  }

  /** One line of "client" in metrics.jsonl. */
  record ClientScore(
      String group, String client, String description, SortedMap<String, Figure> figures) {
    Figure figure(String name) {
      return figures.getOrDefault(name, Figure.NONE);
    }
  }

  /** A phase of the run and the round at which it began. */
  record Phase(String name, long round) {}

  final Curve trainingLoss = new Curve("mean training loss of the round's clients");
  final Curve imagesPerSecond = new Curve("images a second");
  final Curve residentMegabytes = new Curve("resident memory");

  /** Every figure by round: a curve for each group and for the population beside it. */
  final SortedMap<String, Map<String, Curve>> figures = new TreeMap<>();

  final List<Phase> phases = new ArrayList<>();

  /** Visits by round and outcome, and the outcomes' sums. */
  final TreeMap<Long, TreeMap<String, Long>> outcomes = new TreeMap<>();

  final TreeMap<String, Long> outcomeTotals = new TreeMap<>();

  final List<String> notes = new ArrayList<>();
  final Optional<JsonNode> summary;
  final Optional<JsonNode> manifest;
  final Optional<String> configuration;
  long bytesDown;
  long bytesUp;
  double virtualSeconds;

  /** Scores of the last evaluation of each group. */
  private final Map<String, List<ClientScore>> clients = new LinkedHashMap<>();

  private final Map<String, Long> clientsRound = new LinkedHashMap<>();

  private RunRecord(RunDirectory run) {
    summary = object(run.summary());
    manifest = object(run.manifest());
    configuration = JsonLog.text(run.config());
    if (configuration.isEmpty()) {
      notes.add("config.conf is not there");
    }
    JsonLog.read(run.metrics(), this::metric).note("metrics.jsonl").ifPresent(notes::add);
    if (!isExperiment()) { // it has no clients
      JsonLog.read(run.clients(), this::visit).note("clients.jsonl").ifPresent(notes::add);
    }
    JsonLog.read(run.timing(), this::timing).note("timing.jsonl").ifPresent(notes::add);
  }

  /** Reads as much of the run as there is. */
  static RunRecord read(RunDirectory run) {
    return new RunRecord(run);
  }

  /** The last scores of every group's clients. */
  List<ClientScore> clients() {
    return clients.values().stream().flatMap(List::stream).toList();
  }

  /** Every figure that one of those clients has. */
  SortedSet<String> clientFigures() {
    SortedSet<String> names = new TreeSet<>();
    clients().forEach(client -> names.addAll(client.figures().keySet()));
    return names;
  }

  /** Whether it is an experiment of theory, rather than a federation. */
  boolean isExperiment() {
    return summary.map(s -> s.has("experiment")).orElse(false);
  }

  private Optional<JsonNode> object(Path file) {
    Optional<String> text = JsonLog.text(file);
    Optional<JsonNode> object = text.flatMap(JsonLog::object);
    if (object.isEmpty()) {
      notes.add(file.getFileName() + (text.isEmpty() ? " is not there" : " could not be read"));
    }
    return object;
  }

  private void metric(JsonNode line) {
    double round = line.path("round").asDouble(Double.NaN);
    virtualSeconds = Math.max(virtualSeconds, line.path("virtualSeconds").asDouble());
    switch (line.path("event").asText()) {
      case "phase" ->
          phases.add(new Phase(line.path("phase").asText(), line.path("round").asLong()));
      case "round" -> trainingLoss.add(round, number(line, "loss"));
      case "evaluation" -> evaluation(line, round);
      case "client" -> client(line);
      default -> {} // events of later versions
    }
  }

  private void evaluation(JsonNode line, double round) {
    String group = line.path("group").asText("all") + " clients";
    for (Map.Entry<String, Figure> figure : figures(line).entrySet()) {
      Map<String, Curve> curves =
          figures.computeIfAbsent(figure.getKey(), _ -> new LinkedHashMap<>());
      add(curves, group, round, figure.getValue().own());
      add(curves, group + ", population's model", round, figure.getValue().population());
    }
  }

  private static void add(Map<String, Curve> curves, String name, double x, double y) {
    curves.computeIfAbsent(name, Curve::new).add(x, y);
  }

  private static SortedMap<String, Figure> figures(JsonNode line) {
    SortedMap<String, Figure> figures = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : line.path("figures").properties()) {
      JsonNode pair = field.getValue();
      figures.put(field.getKey(), new Figure(number(pair, "own"), number(pair, "population")));
    }
    return figures;
  }

  private void client(JsonNode line) {
    String group = line.path("group").asText("all");
    Long round = line.path("round").asLong();
    if (!round.equals(clientsRound.put(group, round))) {
      clients.put(group, new ArrayList<>());
    }
    clients
        .get(group)
        .add(
            new ClientScore(
                group,
                line.path("client").asText(),
                line.path("description").asText(),
                figures(line)));
  }

  private void visit(JsonNode line) {
    String outcome = line.path("outcome").asText("unknown");
    outcomes
        .computeIfAbsent(line.path("round").asLong(), _ -> new TreeMap<>())
        .merge(outcome, 1L, Long::sum);
    outcomeTotals.merge(outcome, 1L, Long::sum);
    bytesDown += line.path("bytesDown").asLong();
    bytesUp += line.path("bytesUp").asLong();
  }

  private void timing(JsonNode line) {
    double round = line.path("round").asDouble(Double.NaN);
    imagesPerSecond.add(round, number(line, "imagesPerSecond"));
    residentMegabytes.add(round, number(line, "residentMegabytes"));
  }

  private static double number(JsonNode line, String field) {
    return line.path(field).isNumber() ? line.path(field).doubleValue() : Double.NaN;
  }
}
