package dev.clientele.simulation.fault;

/**
 * What is in store for one call of a client, but for outages, which depend on its times.
 *
 * @param loss whether and where it goes astray
 * @param share of the training that is done when the client vanishes or crashes, 0 to 1
 * @param returnSeconds from a crash until the client is back
 * @param delaySeconds that the answer spends on its way beyond what the network needs
 * @param duplicateSeconds after the answer, when a copy of it arrives; negative: none
 */
public record Fate(
    Loss loss,
    double share,
    double returnSeconds,
    double delaySeconds,
    double duplicateSeconds,
    Damage damage) {
  /** Nothing goes wrong. */
  public static final Fate GOOD = new Fate(Loss.NONE, 0, 0, 0, -1, Damage.NONE);

  /** Where a call goes astray. */
  public enum Loss {
    /** Nowhere: the client answers. */
    NONE,
    /** The client is gone before it begins. */
    ABSENT,
    /** The client is gone for good in the middle of its training. */
    VANISHED,
    /** The client loses its work in the middle of it, comes back and says so. */
    CRASHED,
    /** The server's message never arrives. */
    CALL_LOST,
    /** The client's answer never arrives. */
    ANSWER_LOST
  }

  public boolean duplicated() {
    return duplicateSeconds >= 0;
  }
}
