package dev.clientele.simulation.policy;

/**
 * A call and what became of it.
 *
 * @param reason why it did not complete, where there is more to say than the outcome; else empty
 * @param seconds when, in virtual time
 * @param staleness by how many steps the model had moved on
 * @param samples the client's weight in the mean; 0 where it has none
 * @param images worked through, as far as the server knows
 * @param loss mean training loss; NaN where unknown
 */
public record Settled(
    Call call,
    VisitOutcome outcome,
    String reason,
    double seconds,
    int staleness,
    int samples,
    long images,
    double loss) {
  Settled as(VisitOutcome other) {
    return new Settled(call, other, reason, seconds, staleness, samples, images, loss);
  }

  /** The round in which the client was called, from 1. */
  public int round() {
    return call.version() + 1;
  }
}
