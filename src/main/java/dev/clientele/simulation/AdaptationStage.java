package dev.clientele.simulation;

import dev.clientele.simulation.fleet.DeviceProfile;
import dev.clientele.tensor.Layout;
import java.util.List;

/** The unseen clients' adaptation while it runs. Mutable; belongs to the server's actor. */
final class AdaptationStage {
  private final int round;
  private final double start;
  private final DeviceProfile device;
  private final long bytes;
  private final Fanout<VisitRecord> calls;
  private long parameters;

  AdaptationStage(int round, int[] unseen, double start, Layout shared, Plan plan) {
    this.round = round;
    this.start = start;
    this.device = plan.device();
    this.bytes = (long) Float.BYTES * shared.size();
    this.calls = new Fanout<>(unseen, plan.ahead());
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
        calls.finish(place, VisitRecord.adapted(round, client, start, device, bytes, effort));
      }
      case Result.Failed<Effort>(String reason) ->
          calls.finish(
              place,
              VisitRecord.failed(Phase.ADAPTATION, round, client, start, device, bytes, reason));
    }
  }

  List<VisitRecord> visits() {
    return calls.results();
  }

  AdaptationReport report() {
    VisitTotals sum = VisitTotals.of(start, visits());
    return new AdaptationReport(
        round,
        sum.completed(),
        sum.failed(),
        parameters,
        sum.meanLoss(),
        sum.images(),
        sum.bytesDown(),
        start,
        sum.virtualEnd());
  }
}
