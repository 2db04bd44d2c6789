package dev.clientele.config;

/**
 * What the server makes of a round's mean update.
 *
 * @param optimizer the rule
 * @param learningRate factor of a step
 * @param momentum decay of the first moment
 * @param secondMomentum decay of the second moment (adam, yogi)
 * @param adaptivity what is added to the second moment's root, and the root that it starts from
 */
public record ServerConfig(
    Optimizer optimizer,
    double learningRate,
    double momentum,
    double secondMomentum,
    double adaptivity) {
  /** How the mean update becomes a step. */
  public enum Optimizer {
    /** The mean update itself. */
    AVERAGE,
    /** A running sum of updates (Hsu et al. 2019). */
    MOMENTUM,
    /** Reddi et al. 2021. */
    ADAGRAD,
    /** Reddi et al. 2021. */
    ADAM,
    /** Reddi et al. 2021. */
    YOGI
  }

  static ServerConfig read(Block block) {
    return new ServerConfig(
        block.choice("optimizer", Optimizer.class),
        block.number("learning-rate", Range.POSITIVE),
        block.number("momentum", Range.DECAY),
        block.number("second-momentum", Range.DECAY),
        block.number("adaptivity", Range.POSITIVE));
  }
}
