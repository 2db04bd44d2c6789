package dev.clientele.data;

/**
 * The sizes of a federation.
 *
 * @param registered clients that take part in training, at least 1
 * @param unseen further clients that never do
 * @param samples images a client trains on, at least 1
 * @param heldOut images a client keeps aside
 * @param validation images a client chooses by
 */
record ClientCounts(int registered, int unseen, int samples, int heldOut, int validation) {
  ClientCounts {
    if (registered < 1 || unseen < 0 || samples < 1 || heldOut < 0 || validation < 0) {
      throw new IllegalArgumentException(
          "expected at least 1 registered client, 0 unseen, 1 sample, 0 held-out and 0 validation"
              + " images but was "
              + registered
              + ", "
              + unseen
              + ", "
              + samples
              + ", "
              + heldOut
              + " and "
              + validation);
    }
    requireInt("clients", (long) registered + unseen);
    requireInt("images a client", (long) samples + heldOut + validation);
  }

  private static void requireInt(String what, long count) {
    if (count > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "expected at most " + Integer.MAX_VALUE + " " + what + " but was " + count);
    }
  }

  int clients() {
    return registered + unseen;
  }

  int imagesEach() {
    return samples + heldOut + validation;
  }

  /** The fewest images that fill every part that a client is to have: KID needs two held out. */
  int fewest() {
    return 1 + Math.min(2, heldOut) + Math.min(2, validation);
  }
}
