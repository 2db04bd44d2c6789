package dev.clientele.simulation;

import dev.clientele.simulation.fleet.DeviceProfile;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Weights;
import java.util.List;
import java.util.Optional;

/** A synchronous round while it runs. Mutable; belongs to the server's actor. */
final class TrainingRound {
  private final int number;
  private final double start;
  private final DeviceProfile device;
  private final long bytes;
  private final Fanout<VisitRecord> calls;
  private final Aggregation aggregation;

  TrainingRound(int number, int[] cohort, double start, Layout shared, Plan plan) {
    this.number = number;
    this.start = start;
    this.device = plan.device();
    this.bytes = (long) Float.BYTES * shared.size();
    this.calls = new Fanout<>(cohort, plan.ahead());
    this.aggregation = new Aggregation(shared, cohort.length, plan.block());
  }

  int number() {
    return number;
  }

  Fanout<VisitRecord> calls() {
    return calls;
  }

  /** A client's answer. */
  void finish(int place, Result<Update> result) {
    int client = calls.client(place);
    switch (result) {
      case Result.Completed<Update>(Update update) -> {
        aggregation.put(place, update.change(), update.samples());
        calls.finish(place, VisitRecord.trained(number, client, start, device, bytes, update));
      }
      case Result.Failed<Update>(String reason) -> {
        aggregation.skip(place);
        calls.finish(
            place,
            VisitRecord.failed(Phase.PRETRAINING, number, client, start, device, bytes, reason));
      }
    }
  }

  List<VisitRecord> visits() {
    return calls.results();
  }

  Optional<Weights> mean() {
    return aggregation.mean();
  }

  /**
   * @param updateNorm of the mean update
   */
  RoundReport report(double updateNorm) {
    VisitTotals sum = VisitTotals.of(start, visits());
    return new RoundReport(
        number,
        sum.completed(),
        sum.failed(),
        sum.meanLoss(),
        updateNorm,
        sum.images(),
        sum.bytesDown(),
        sum.bytesUp(),
        start,
        sum.virtualEnd());
  }
}
