package dev.clientele.simulation.fault;

import dev.clientele.tensor.RandomKey;

/**
 * Regions that go dark: every region once in every stretch of {@code everySeconds}, for {@code
 * seconds}, at a moment of its own. No client in it can be called then, and no message from or to
 * it arrives.
 *
 * @param regions how many; every client belongs to one of them
 * @param everySeconds infinite: never
 * @param seconds at most {@code everySeconds}
 */
public record Outages(int regions, double everySeconds, double seconds) {
  /** No outage ever. */
  public static final Outages NONE = new Outages(1, Double.POSITIVE_INFINITY, 0);

  /** Whether the client's region is dark at any time from {@code from} to {@code to}. */
  public boolean dark(RandomKey key, int client, double from, double to) {
    if (Double.isInfinite(everySeconds)) {
      return false;
    }
    RandomKey region =
        key.child("outage").child(key.child("region").child(client).stream().nextInt(regions));
    for (long stretch = stretch(from); stretch <= stretch(to); stretch++) {
      double free = everySeconds - seconds;
      double begin = stretch * everySeconds + free * region.child(stretch).stream().nextDouble();
      if (begin <= to && from < begin + seconds) {
        return true;
      }
    }
    return false;
  }

  private long stretch(double time) {
    return (long) Math.floor(time / everySeconds);
  }
}
