package dev.clientele.bench;

import dev.clientele.simulation.AdaptationReport;
import dev.clientele.simulation.EvaluationReport;
import dev.clientele.simulation.Journal;
import dev.clientele.simulation.Phase;
import dev.clientele.simulation.RoundReport;
import dev.clientele.simulation.Timing;
import dev.clientele.simulation.VisitRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keeps how long a simulation's steps of one phase took, and the first thing that went wrong. */
final class PhaseClock implements Journal {
  private final Phase phase;
  private final BusyTime busy;
  private final List<Double> seconds = new ArrayList<>();
  private String failure;

  PhaseClock(Phase phase, BusyTime busy) {
    this.phase = phase;
    this.busy = busy;
  }

  /** Each step's seconds, without the first where there are more. */
  List<Double> seconds() {
    return seconds.size() > 1 ? seconds.subList(1, seconds.size()) : seconds;
  }

  void requireNoFailure() {
    if (failure != null) {
      throw new IllegalStateException("expected no failure but was: " + failure);
    }
  }

  void warn(String message) {
    failure = failure == null ? message : failure;
  }

  @Override
  public void timing(Timing timing) {
    boolean counts = timing.phase() == phase && (phase != Phase.PRETRAINING || timing.round() > 1);
    busy.endPiece(counts);
    if (timing.phase() == phase) {
      seconds.add(timing.seconds());
    }
  }

  @Override
  public void visit(VisitRecord visit) {
    if (!visit.completed()) {
      warn("client " + visit.client() + ": " + visit.failure());
    }
  }

  @Override
  public void phase(Phase next, int round, double virtualSeconds) {}

  @Override
  public void round(RoundReport report) {}

  @Override
  public void adaptation(AdaptationReport report) {}

  @Override
  public void evaluation(EvaluationReport report) {}

  @Override
  public Map<String, Long> mark() {
    return Map.of();
  }

  @Override
  public void rewind(Map<String, Long> mark) {}
}
