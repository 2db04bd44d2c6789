package dev.clientele.config;

/**
 * The federated method and a visit's local training.
 *
 * @param localSteps optimiser steps a visit
 * @param batch images a step
 * @param learningRate of the shared weights
 * @param clipNorm the norm to which gradients are clipped
 * @param averageDecay decay a round of the moving average that is evaluated
 * @param update spire: how embedding and backbone are trained
 * @param embeddingSteps spire, alternating: steps on the embedding alone at a visit's beginning
 * @param embeddingLearningRate spire: of the client's embedding
 * @param conditionDropout the probability that a training image goes without its condition
 */
public record MethodConfig(
    Kind kind,
    int localSteps,
    int batch,
    Optimizer optimizer,
    double learningRate,
    double clipNorm,
    double averageDecay,
    Update update,
    int embeddingSteps,
    double embeddingLearningRate,
    double conditionDropout) {

  /** Which method. */
  public enum Kind {
    /** A shared backbone, a private embedding. */
    SPIRE,
    /** One model for all. */
    FEDAVG
  }

  /** What turns a gradient into a step. */
  public enum Optimizer {
    /** Kingma and Ba 2015. */
    ADAM,
    /** Plain gradient descent. */
    SGD
  }

  /** How a visit trains embedding and backbone. */
  public enum Update {
    /** Both in every step. */
    JOINT,
    /** The embedding first, then the backbone. */
    ALTERNATING
  }

  static MethodConfig read(Block block) {
    return new MethodConfig(
        block.choice("kind", Kind.class),
        block.integer("local-steps", 1, Integer.MAX_VALUE),
        block.integer("batch", 1, Integer.MAX_VALUE),
        block.choice("optimizer", Optimizer.class),
        block.number("learning-rate", Range.POSITIVE),
        block.number("clip-norm", Range.POSITIVE),
        block.number("average-decay", Range.DECAY),
        block.choice("update", Update.class),
        block.integer("embedding-steps", 1, Integer.MAX_VALUE),
        block.number("embedding-learning-rate", Range.POSITIVE),
        block.number("condition-dropout", Range.SHARE));
  }
}
