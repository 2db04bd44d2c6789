package dev.clientele.simulation.policy;

/** What the server found in an answer, or that there was nothing to find. */
public sealed interface Verdict {
  /** There is no answer in this event. */
  enum Nothing implements Verdict {
    INSTANCE
  }

  /**
   * The update can be used.
   *
   * @param samples its weight in the mean
   * @param images worked through
   * @param loss mean training loss
   */
  record Usable(int samples, long images, double loss) implements Verdict {}

  /** The client failed. */
  record Failed(String reason) implements Verdict {}

  /** The update cannot be used. */
  record Unusable(String reason, long images, double loss) implements Verdict {}
}
