package dev.clientele.data;

import dev.clientele.tensor.RandomKey;

/**
 * How many images clients have in all: as many as the counts say on average, spread log-normally.
 *
 * @param counts the federation's
 * @param spread the standard deviation of the logarithm of a client's size; 0: all alike
 * @param key names each client's draw
 */
record ClientSizes(ClientCounts counts, double spread, RandomKey key) {
  /** What no client's size is beyond, in means: one draw must not be the whole federation. */
  private static final double MOST = 100;

  ClientSizes {
    if (!(spread >= 0) || Double.isInfinite(spread)) {
      throw new IllegalArgumentException("expected a spread of 0 or more but was " + spread);
    }
  }

  /** The number of images of client {@code id}, enough for every part. */
  int of(int id) {
    if (spread == 0) {
      return counts.imagesEach();
    }
    double z = key.child("size").child(id).stream().nextGaussian();
    double factor = Math.min(MOST, StrictMath.exp(spread * z - spread * spread / 2));
    long size = Math.round(counts.imagesEach() * factor);
    return Math.clamp(size, counts.fewest(), Integer.MAX_VALUE);
  }

  Split split(int id) {
    return Split.of(of(id), counts);
  }
}
