package dev.clientele.data;

/**
 * The sizes of a federation.
 *
 * @param registered clients that take part in training, at least 1
 * @param unseen further clients that never do
 * @param samples images a client trains on, at least 1
 * @param heldOut images a client keeps aside
 */
record ClientCounts(int registered, int unseen, int samples, int heldOut) {
  ClientCounts {
    if (registered < 1 || unseen < 0 || samples < 1 || heldOut < 0) {
      throw new IllegalArgumentException(
          "expected at least 1 registered client, 0 unseen, 1 sample and 0 held-out images but was "
              + registered
              + ", "
              + unseen
              + ", "
              + samples
              + " and "
              + heldOut);
    }
    if ((long) registered + unseen > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "expected at most "
              + Integer.MAX_VALUE
              + " clients but was "
              + ((long) registered + unseen));
    }
  }

  int clients() {
    return registered + unseen;
  }

  int imagesEach() {
    return samples + heldOut;
  }
}
