package dev.clientele.simulation;

import dev.clientele.simulation.fleet.DeviceProfile;
import dev.clientele.simulation.policy.Call;
import dev.clientele.simulation.policy.Settled;
import dev.clientele.simulation.policy.VisitOutcome;
import java.util.List;

/**
 * One client's visit or adaptation.
 *
 * @param phase {@link Phase#PRETRAINING} or {@link Phase#ADAPTATION}
 * @param round the round in which it began, from 1; for an adaptation the number of rounds behind
 *     it
 * @param client the client's number
 * @param outcome what became of it
 * @param failure why it did not complete, where there is more to say; else empty
 * @param virtualStart when the server called, in virtual seconds
 * @param virtualEnd when the server had the answer, or stopped waiting
 * @param staleness how many steps the model moved on meanwhile
 * @param bytesDown the shared weights
 * @param bytesUp the update, with its copies; 0 for an adaptation, of which nothing leaves the
 *     client
 * @param samples the client's weight in the mean; 0 where it has none
 * @param images images worked through, as far as the server knows
 * @param loss mean training loss; NaN where unknown
 * @param faults that it met, by name
 */
public record VisitRecord(
    Phase phase,
    int round,
    int client,
    VisitOutcome outcome,
    String failure,
    double virtualStart,
    double virtualEnd,
    int staleness,
    long bytesDown,
    long bytesUp,
    int samples,
    long images,
    double loss,
    List<String> faults) {
  /** Whether its result was used. */
  public boolean completed() {
    return outcome == VisitOutcome.COMPLETED;
  }

  static VisitRecord of(Settled settled) {
    Call call = settled.call();
    return new VisitRecord(
        Phase.PRETRAINING,
        settled.round(),
        call.client(),
        settled.outcome(),
        settled.reason(),
        call.start(),
        settled.seconds(),
        settled.staleness(),
        call.bytesDown(),
        call.bytesUp(),
        settled.samples(),
        settled.images(),
        settled.loss(),
        call.faults());
  }

  static VisitRecord adapted(
      int round, int client, double start, DeviceProfile device, long bytes, Effort effort) {
    return adaptation(
        round,
        client,
        VisitOutcome.COMPLETED,
        "",
        start,
        start + device.visitSeconds(bytes, effort.images(), 0),
        bytes,
        effort.images(),
        effort.loss());
  }

  /** A failed client has downloaded the model and says that it failed; its work is not timed. */
  static VisitRecord notAdapted(
      int round, int client, double start, DeviceProfile device, long bytes, String why) {
    double end = start + device.visitSeconds(bytes, 0, 0);
    return adaptation(round, client, VisitOutcome.FAILED, why, start, end, bytes, 0, Double.NaN);
  }

  private static VisitRecord adaptation(
      int round,
      int client,
      VisitOutcome outcome,
      String why,
      double start,
      double end,
      long bytes,
      long images,
      double loss) {
    return new VisitRecord(
        Phase.ADAPTATION,
        round,
        client,
        outcome,
        why,
        start,
        end,
        0,
        bytes,
        0,
        0,
        images,
        loss,
        List.of());
  }
}
