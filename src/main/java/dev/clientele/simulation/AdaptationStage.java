package dev.clientele.simulation;

import dev.clientele.simulation.fleet.Devices;
import dev.clientele.tensor.Layout;
import java.util.List;

/** The unseen clients' adaptation while it runs. Mutable; belongs to the server's actor. */
final class AdaptationStage {
  private final int round;
  private final double start;
  private final Devices devices;
  private final long bytes;
  private final Fanout<VisitRecord> calls;
  private long parameters;

  AdaptationStage(int round, int[] unseen, double start, Layout shared, Plan plan) {
    this.round = round;
    this.start = start;
    this.devices = plan.fleet().devices();
    this.bytes = (long) plan.serving().broadcast().bytes() * shared.size();
    this.calls = new Fanout<>(unseen, plan.computing().ahead());
  }

  Fanout<VisitRecord> calls() {
    return calls;
  }

  /** A client's answer. */
  void finish(int place, Result<Effort> result) {
    int client = calls.client(place);
    switch (result) {
      case Result.Completed<Effort>(Effort effort) -> {
        parameters += effort.parameters();
        calls.finish(
            place, VisitRecord.adapted(round, client, start, devices.of(client), bytes, effort));
      }
      case Result.Failed<Effort>(String reason) ->
          calls.finish(
              place,
              VisitRecord.notAdapted(round, client, start, devices.of(client), bytes, reason));
    }
  }

  List<VisitRecord> visits() {
    return calls.results();
  }

  /** The sums of all adaptations, added in the clients' order. */
  AdaptationReport report() {
    int completed = 0;
    double loss = 0;
    long images = 0;
    long down = 0;
    double end = start;
    for (VisitRecord visit : visits()) {
      if (visit.completed()) {
        completed++;
        loss += visit.loss();
      }
      images += visit.images();
      down += visit.bytesDown();
      end = Math.max(end, visit.virtualEnd());
    }
    return new AdaptationReport(
        round,
        completed,
        visits().size() - completed,
        parameters,
        completed == 0 ? Double.NaN : loss / completed,
        images,
        down,
        start,
        end);
  }
}
