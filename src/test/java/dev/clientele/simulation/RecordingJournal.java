package dev.clientele.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Keeps every deterministic record as a line; a watcher may act when one is written. */
final class RecordingJournal implements Journal {
  final List<String> lines = new ArrayList<>();
  final List<VisitRecord> visits = new ArrayList<>();
  final List<RoundReport> rounds = new ArrayList<>();
  final List<Timing> timings = new ArrayList<>();
  Consumer<Object> watcher = record -> {};

  @Override
  public void phase(Phase phase, int round, double virtualSeconds) {
    add(phase + " " + round + " " + virtualSeconds);
  }

  @Override
  public void visit(VisitRecord visit) {
    visits.add(visit);
    add(visit);
  }

  @Override
  public void round(RoundReport report) {
    rounds.add(report);
    add(report);
  }

  @Override
  public void adaptation(AdaptationReport report) {
    add(report);
  }

  @Override
  public void evaluation(EvaluationReport report) {
    add(report);
  }

  @Override
  public void timing(Timing timing) {
    timings.add(timing);
  }

  @Override
  public void progress(Phase phase, int round, int done, int of) {
    watcher.accept(phase + " " + round + " " + done + "/" + of);
  }

  @Override
  public Map<String, Long> mark() {
    return Map.of("lines", (long) lines.size());
  }

  @Override
  public void rewind(Map<String, Long> mark) {
    lines.subList(Math.toIntExact(mark.get("lines")), lines.size()).clear();
  }

  private void add(Object record) {
    lines.add(record.toString());
    watcher.accept(record);
  }
}
