package dev.clientele.simulation;

import dev.clientele.simulation.fleet.DeviceProfile;

/**
 * One client's visit or adaptation.
 *
 * @param phase {@link Phase#PRETRAINING} or {@link Phase#ADAPTATION}
 * @param round the round, from 1; for an adaptation the number of rounds behind it
 * @param client the client's number
 * @param completed whether it gave a result
 * @param failure why it did not; empty where it did
 * @param virtualStart when the server called, in virtual seconds
 * @param virtualEnd when the answer, or the news of the failure, was there
 * @param staleness how many rounds the model moved on meanwhile; 0 in synchronous rounds
 * @param bytesDown the shared weights
 * @param bytesUp the update; 0 for an adaptation, of which nothing leaves the client
 * @param samples the client's weight in the mean; 0 where it has none
 * @param images images worked through
 * @param loss mean training loss; NaN where it failed
 */
public record VisitRecord(
    Phase phase,
    int round,
    int client,
    boolean completed,
    String failure,
    double virtualStart,
    double virtualEnd,
    int staleness,
    long bytesDown,
    long bytesUp,
    int samples,
    long images,
    double loss) {
  static VisitRecord trained(
      int round, int client, double start, DeviceProfile device, long bytes, Update update) {
    double end = start + device.visitSeconds(bytes, update.images(), bytes);
    return new VisitRecord(
        Phase.PRETRAINING,
        round,
        client,
        true,
        "",
        start,
        end,
        0,
        bytes,
        bytes,
        update.samples(),
        update.images(),
        update.loss());
  }

  static VisitRecord adapted(
      int round, int client, double start, DeviceProfile device, long bytes, Effort effort) {
    double end = start + device.visitSeconds(bytes, effort.images(), 0);
    return new VisitRecord(
        Phase.ADAPTATION,
        round,
        client,
        true,
        "",
        start,
        end,
        0,
        bytes,
        0,
        0,
        effort.images(),
        effort.loss());
  }

  /** A failed client has downloaded the model and says that it failed; its work is not timed. */
  static VisitRecord failed(
      Phase phase,
      int round,
      int client,
      double start,
      DeviceProfile device,
      long bytes,
      String why) {
    double end = start + device.visitSeconds(bytes, 0, 0);
    return new VisitRecord(
        phase, round, client, false, why, start, end, 0, bytes, 0, 0, 0, Double.NaN);
  }
}
