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
 * @param embeddingStart spire: where an embedding begins
 * @param embeddingWidth spire: numbers of an embedding; 0 for as many as the time embedding has
 * @param proximal fedprox, ditto: the strength of the pull towards the shared weights
 * @param privatePart fedper, fedrep: what never leaves the client
 * @param compression of what a visit sends
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
    double conditionDropout,
    EmbeddingStart embeddingStart,
    int embeddingWidth,
    double proximal,
    PrivatePart privatePart,
    CompressionConfig compression) {

  /** Which method. */
  public enum Kind {
    /** A shared backbone, a private embedding. */
    SPIRE,
    /** One model for all. */
    FEDAVG,
    /** One model for all, and a pull towards it. */
    FEDPROX,
    /** A private part, trained together with the shared one. */
    FEDPER,
    /** A private part, trained before the shared one. */
    FEDREP,
    /** A visit trains and sends either the encoder or the decoder. */
    USPLIT,
    /** The decoder is shared, the encoder is private. */
    UDEC,
    /** One model for all, and a personal one that is pulled towards it. */
    DITTO,
    /** Every client by itself. */
    LOCAL,
    /** Everybody's data in one place. */
    CENTRALISED,
    /** Classification: gradients are corrected for how clients differ. */
    SCAFFOLD,
    /** Classification: one model for all, learned beside the client's last model. */
    PFEDSD,
    /** Classification: one model for all, which every client trains further at the end. */
    FEDAVG_TUNED,
    /** Classification: one model, trained on synthetic images alone. */
    SYNTHETIC,
    /** Classification: a start from synthetic images, then rounds. */
    WARMFED
  }

  /** Where a client's embedding begins. */
  public enum EmbeddingStart {
    /** At zero, the population. */
    ZERO,
    /** At the mean of the clients' embeddings, which is shared then. */
    MEAN
  }

  /** A part of the network that stays with the client. */
  public enum PrivatePart {
    /** The last normalisation and convolution, or an mlp's last layer. */
    OUTPUT,
    /** The way up and the output. */
    DECODER,
    /** The first convolution and the way down. */
    ENCODER
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
        block.number("condition-dropout", Range.SHARE),
        block.choice("embedding-start", EmbeddingStart.class),
        block.integer("embedding-width", 0, Integer.MAX_VALUE),
        block.number("proximal", Range.NOT_NEGATIVE),
        block.choice("private-part", PrivatePart.class),
        CompressionConfig.read(block.block("compression")));
  }
}
