package dev.clientele.config;

/**
 * What the server makes of a round's mean update.
 *
 * @param optimizer the rule
 * @param learningRate factor of a step
 * @param momentum decay of the first moment
 * @param secondMomentum decay of the second moment (adam, yogi)
 * @param adaptivity what is added to the second moment's root, and the root that it starts from
 * @param broadcast how many bits of each weight clients get
 */
public record ServerConfig(
    Optimizer optimizer,
    double learningRate,
    double momentum,
    double secondMomentum,
    double adaptivity,
    Broadcast broadcast) {
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

  /** A number's format on its way to clients. */
  public enum Broadcast {
    /** IEEE 754's binary32: all of it. */
    FP32,
    /** IEEE 754's binary16: clients start from rounded weights. */
    FP16
  }

  static ServerConfig read(Block block) {
    return new ServerConfig(
        block.choice("optimizer", Optimizer.class),
        block.number("learning-rate", Range.POSITIVE),
        block.number("momentum", Range.DECAY),
        block.number("second-momentum", Range.DECAY),
        block.number("adaptivity", Range.POSITIVE),
        block.choice("broadcast", Broadcast.class));
  }
}
