package dev.clientele.tensor;

/**
 * The name of a random stream: a path such as seed 7 / "noise" / round 3 / client 12. Equal paths
 * give equal streams and different paths give independent ones, whoever asks, in whatever order, on
 * whatever thread; so a result never depends on who drew before it. Immutable.
 */
public record RandomKey(long state) {
  /** The root of every stream of a run. */
  public static RandomKey of(long seed) {
    return new RandomKey(mix(seed + 0x9E3779B97F4A7C15L));
  }

  /** The stream family for one purpose. */
  public RandomKey child(String purpose) {
    long h = 0xCBF29CE484222325L; // FNV-1a
    for (int i = 0; i < purpose.length(); i++) {
      h = (h ^ purpose.charAt(i)) * 0x100000001B3L;
    }
    return new RandomKey(mix(state ^ mix(h)));
  }

  /** The member of this family with the given number, such as a round or a client. */
  public RandomKey child(long number) {
    return new RandomKey(mix(state + mix(number ^ 0xD1B54A32D192ED03L)));
  }

  /** A fresh stream at its beginning. */
  public RandomStream stream() {
    return new RandomStream(state);
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014; constants by Stafford, variant 13). */
  static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
