package dev.clientele.data;

/**
 * One client that holds what all registered clients of a federation hold: what training without
 * federation would have. Its training images are made whenever they are copied and take no memory
 * but their labels.
 */
public final class PooledClient implements ClientData {
  private final Federation federation;
  private final Images train;
  private final int most;
  private Images heldOut;
  private Images validation;

  /**
   * Everybody's data.
   *
   * @param most how many held-out and how many validation images it has at most; those are in
   *     memory once they are asked for
   */
  public PooledClient(Federation federation, int most) {
    this.federation = federation;
    this.train = Pooled.of(federation, Part.TRAIN, Integer.MAX_VALUE);
    this.most = most;
  }

  /** The number of the first client. */
  @Override
  public int id() {
    return 0;
  }

  @Override
  public Images train() {
    return train;
  }

  /** The federation's global test set. */
  @Override
  public synchronized Images heldOut() {
    if (heldOut == null) {
      heldOut = federation.test(most);
    }
    return heldOut;
  }

  @Override
  public synchronized Images validation() {
    if (validation == null) {
      validation = Pooled.of(federation, Part.VALIDATION, most).loaded();
    }
    return validation;
  }

  @Override
  public String description() {
    return "all " + federation.registered() + " registered clients";
  }
}
