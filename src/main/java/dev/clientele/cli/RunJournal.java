package dev.clientele.cli;

import dev.clientele.data.Federation;
import dev.clientele.method.Score;
import dev.clientele.report.JsonLines;
import dev.clientele.report.Progress;
import dev.clientele.report.RunDirectory;
import dev.clientele.simulation.AdaptationReport;
import dev.clientele.simulation.EvaluationReport;
import dev.clientele.simulation.Journal;
import dev.clientele.simulation.Phase;
import dev.clientele.simulation.RoundReport;
import dev.clientele.simulation.Timing;
import dev.clientele.simulation.VisitRecord;
import dev.clientele.simulation.policy.RoundTally;
import dev.clientele.simulation.policy.VisitOutcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Writes what a simulation reports into the run's directory, and shows its progress. */
final class RunJournal implements Journal, AutoCloseable {
  private static final String METRICS = "metrics.jsonl";
  private static final String CLIENTS = "clients.jsonl";

  private final Federation federation;
  private final ClientGroups groups;
  private final JsonLines metrics;
  private final JsonLines clients;
  private final JsonLines timing;
  private final Progress progress;
  private final int rounds;
  private final HeapUse heap = new HeapUse();

  RunJournal(
      RunDirectory run, Federation federation, ClientGroups groups, Progress progress, int rounds) {
    this.federation = federation;
    this.groups = groups;
    this.metrics = JsonLines.open(run.metrics());
    this.clients = JsonLines.open(run.clients());
    this.timing = JsonLines.open(run.timing());
    this.progress = progress;
    this.rounds = rounds;
  }

  @Override
  public void phase(Phase phase, int round, double virtualSeconds) {
    SequencedMap<String, Object> line = event("phase", round, virtualSeconds);
    line.put("phase", phase.label());
    metrics.write(line);
    if (phase == Phase.PRETRAINING) {
      progress.phase(phase.label(), rounds);
    }
  }

  @Override
  public void visit(VisitRecord visit) {
    SequencedMap<String, Object> line = new LinkedHashMap<>();
    line.put("phase", visit.phase().label());
    line.put("round", visit.round());
    line.put("client", visit.client());
    line.put("outcome", visit.outcome().label());
    line.put("virtualStart", visit.virtualStart());
    line.put("virtualEnd", visit.virtualEnd());
    line.put("staleness", visit.staleness());
    line.put("bytesDown", visit.bytesDown());
    line.put("bytesUp", visit.bytesUp());
    line.put("samples", visit.samples());
    line.put("images", visit.images());
    line.put("loss", visit.loss());
    if (visit.outcome() == VisitOutcome.FAILED || !visit.failure().isEmpty()) {
      line.put("failure", visit.failure());
    }
    if (!visit.faults().isEmpty()) {
      line.put("faults", visit.faults());
    }
    clients.write(line);
  }

  @Override
  public void round(RoundReport report) {
    SequencedMap<String, Object> line = event("round", report.round(), report.virtualEnd());
    RoundTally tally = report.tally();
    line.put("loss", tally.meanLoss());
    line.put("clients", tally.visits());
    line.put("completed", report.completed());
    line.put("failed", report.missed());
    line.put("images", tally.images());
    line.put("updateNorm", report.updateNorm());
    line.put("bytesDown", tally.bytesDown());
    line.put("bytesUp", tally.bytesUp());
    putEvents(tally, line);
    metrics.write(line);
    progress.step(report.round(), tally.meanLoss(), tally.images());
  }

  /** What only some rounds have: other outcomes, staleness, copies, repeats. */
  private static void putEvents(RoundTally tally, SequencedMap<String, Object> line) {
    SequencedMap<String, Object> outcomes = new LinkedHashMap<>();
    tally.outcomes().forEach((outcome, count) -> outcomes.put(outcome.label(), count));
    outcomes.keySet().removeAll(List.of("completed", "failed"));
    if (!outcomes.isEmpty()) {
      line.put("outcomes", outcomes);
    }
    if (tally.stalenessMost() > 0) {
      long completed = tally.count(VisitOutcome.COMPLETED);
      line.put("staleness", (double) tally.stalenessSum() / completed);
      line.put("stalenessMost", tally.stalenessMost());
    }
    if (tally.copies() > 0) {
      line.put("copies", tally.copies());
    }
    if (tally.repeats() > 0) {
      line.put("repeats", tally.repeats());
    }
  }

  @Override
  public void adaptation(AdaptationReport report) {
    SequencedMap<String, Object> line = event("adaptation", report.round(), report.virtualEnd());
    line.put("loss", report.loss());
    line.put("completed", report.completed());
    line.put("failed", report.failed());
    line.put("parameters", report.parameters());
    line.put("images", report.images());
    line.put("bytesDown", report.bytesDown());
    metrics.write(line);
  }

  @Override
  public void evaluation(EvaluationReport report) {
    groups.of(report).forEach((group, scores) -> group(report, group, scores));
    report.failed().forEach((client, why) -> unmeasured(report, client, why));
  }

  private void unmeasured(EvaluationReport report, int client, String why) {
    SequencedMap<String, Object> line =
        event("unmeasured", report.round(), report.virtualSeconds());
    line.put("client", client);
    line.put("failure", why);
    metrics.write(line);
  }

  private void group(EvaluationReport report, String group, List<Score> scores) {
    if (scores.isEmpty()) {
      return;
    }
    SequencedMap<String, Object> line =
        event("evaluation", report.round(), report.virtualSeconds());
    line.put("group", group);
    line.put("clients", scores.size());
    SequencedMap<String, Object> totals = new LinkedHashMap<>();
    FigureTotals.of(scores).forEach((name, total) -> totals.put(name, total.fields()));
    line.put("figures", totals);
    metrics.write(line);
    for (Score score : scores) {
      SequencedMap<String, Object> one = event("client", report.round(), report.virtualSeconds());
      one.put("group", group);
      one.put("client", score.client());
      one.put("figures", figures(score));
      one.put("description", federation.client(score.client()).description());
      metrics.write(one);
    }
  }

  private static SequencedMap<String, Object> figures(Score score) {
    SequencedMap<String, Object> figures = new LinkedHashMap<>();
    score.figures().forEach((name, figure) -> figures.put(name, figure(figure)));
    return figures;
  }

  private static SequencedMap<String, Object> figure(Score.Figure figure) {
    SequencedMap<String, Object> pair = new LinkedHashMap<>();
    pair.put("own", figure.own());
    pair.put("population", figure.population());
    return pair;
  }

  @Override
  public void timing(Timing at) {
    SequencedMap<String, Object> line = new LinkedHashMap<>();
    line.put("phase", at.phase().label());
    line.put("round", at.round());
    line.put("seconds", at.seconds());
    line.put("imagesPerSecond", at.images() == 0 ? null : at.images() / at.seconds());
    line.put("residentMegabytes", ResidentMemory.megabytes());
    heap.putUse(line);
    at.cluster().ifPresent(cluster -> put(cluster, line));
    timing.write(line);
  }

  private static void put(Timing.Cluster cluster, SequencedMap<String, Object> line) {
    line.put("nodes", cluster.nodes());
    line.put("wireBytesDown", cluster.bytesDown());
    line.put("wireBytesUp", cluster.bytesUp());
  }

  @Override
  public void progress(Phase phase, int round, int done, int of) {
    // Evaluations between rounds are short; the bar stays with the rounds.
    if (phase != Phase.PRETRAINING && round == rounds) {
      if (done == 1) {
        progress.phase(phase.label(), of);
      }
      progress.step(done, Double.NaN, 0);
    }
  }

  @Override
  public Map<String, Long> mark() {
    metrics.sync();
    clients.sync();
    return Map.of(METRICS, metrics.position(), CLIENTS, clients.position());
  }

  @Override
  public void rewind(Map<String, Long> mark) {
    metrics.truncate(mark.get(METRICS));
    clients.truncate(mark.get(CLIENTS));
    progress.phase(Phase.PRETRAINING.label(), rounds);
  }

  private static SequencedMap<String, Object> event(String name, int round, double virtualSeconds) {
    SequencedMap<String, Object> line = new LinkedHashMap<>();
    line.put("event", name);
    line.put("round", round);
    line.put("virtualSeconds", virtualSeconds);
    return line;
  }

  @Override
  public void close() {
    progress.close();
    metrics.close();
    clients.close();
    timing.close();
  }
}
