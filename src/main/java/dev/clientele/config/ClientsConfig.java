package dev.clientele.config;

/**
 * How many clients there are and how much each of them holds.
 *
 * @param registered clients that may take part in training
 * @param cohort clients that take part in a round
 * @param unseen further clients that never take part
 * @param samples training images a client
 * @param heldOut images a client that are only measured on
 */
public record ClientsConfig(int registered, int cohort, int unseen, int samples, int heldOut) {
  /** So that registered and unseen clients together still have int numbers. */
  private static final int MOST = 1_000_000_000;

  static ClientsConfig read(Block block) {
    return new ClientsConfig(
        block.integer("registered", 1, MOST),
        block.integer("cohort", 1, MOST),
        block.integer("unseen", 0, MOST),
        block.integer("samples", 1, Integer.MAX_VALUE),
        block.integer("held-out", 1, Integer.MAX_VALUE));
  }
}
