package dev.clientele.simulation.fold;

/** How much an update counts that was made from an older model. */
public sealed interface Staleness {
  /**
   * The factor of an update.
   *
   * @param versions by how many the model moved on since the client got it; 0 or more
   * @return 1 for a fresh one, never more, and positive
   */
  double factor(int versions);

  /** As much as a fresh one. */
  enum Constant implements Staleness {
    INSTANCE;

    @Override
    public double factor(int versions) {
      return 1;
    }
  }

  /**
   * {@code (1 + s)^-a}: FedAsync's polynomial (Xie et al. 2019); with a = 1/2 FedBuff's (Nguyen et
   * al. 2022).
   */
  record Polynomial(double exponent) implements Staleness {
    @Override
    public double factor(int versions) {
      return StrictMath.pow(1.0 + versions, -exponent);
    }
  }

  /** 1 up to b, then {@code 1 / (a (s - b) + 1)}: FedAsync's hinge (Xie et al. 2019). */
  record Hinge(double a, int b) implements Staleness {
    @Override
    public double factor(int versions) {
      return versions <= b ? 1 : 1 / (a * (versions - b) + 1);
    }
  }
}
