package dev.clientele;

import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;

/** Checks a property many times, on inputs that each try draws from a random stream of its own. */
public final class Tries {
  private Tries() {}

  /** A property of whatever it draws; it throws where it does not hold. */
  @FunctionalInterface
  public interface Property {
    void check(RandomStream random) throws Exception;
  }

  /**
   * Checks {@code property} with the streams of the seeds {@code 0..tries-1}.
   *
   * @throws AssertionError with the seed of the first that fails, and with what it threw
   */
  public static void check(int tries, Property property) {
    for (long seed = 0; seed < tries; seed++) {
      try {
        property.check(RandomKey.of(seed).stream());
      } catch (Exception | Error e) {
        throw new AssertionError("with RandomKey.of(" + seed + "): " + e, e);
      }
    }
  }

  /** A number of {@code min..max}, either end one time in eight, where most mistakes are. */
  public static int between(RandomStream random, int min, int max) {
    return switch (random.nextInt(8)) {
      case 0 -> min;
      case 1 -> max;
      default -> random.nextInt(min, max + 1);
    };
  }
}
