package dev.clientele.config;

import java.util.Set;

/**
 * What is measured, and how thoroughly.
 *
 * @param every rounds between measurements; 0: only at the end
 * @param clients seen clients that are measured
 * @param panel which ones
 * @param figures what a final measurement has; the loss is always among them
 * @param lossDraws noise levels a held-out image is measured at
 * @param kidSamples generated images a client for KID, FID and memorisation; 0: none of the three
 * @param kidSubsets random subsets that KID is averaged over; 0: one estimate from all images
 * @param kidSubsetSize generated and held-out images a subset
 * @param nllDraws steps of the schedule that a held-out image's likelihood is measured at
 * @param forgettingClients seen clients that every adapted model is measured on again; 0: none
 * @param features what KID, FID and memorisation compare
 * @param pictureColumns generated images a row of a picture
 */
public record EvaluationConfig(
    int every,
    int clients,
    Panel panel,
    Set<Figure> figures,
    int lossDraws,
    int kidSamples,
    int kidSubsets,
    int kidSubsetSize,
    int nllDraws,
    int forgettingClients,
    Features features,
    OnnxConfig onnx,
    int pictureColumns) {

  /** Which seen clients are measured. */
  public enum Panel {
    /** Those whose visits ended last. */
    RECENT,
    /** The same at every evaluation. */
    FIXED
  }

  /** What can be measured of a diffusion model. */
  public enum Figure {
    /** Held-out denoising loss. */
    LOSS,
    /** Kernel inception distance of generated to held-out images. */
    KID,
    /** Frechet inception distance of the same. */
    FID,
    /** The bound on the negative log-likelihood of held-out images, in bits a dimension. */
    NLL,
    /** Whether generated images are nearer to the training images than to held-out ones. */
    MEMORISATION,
    /** How well the loss tells training images from held-out ones. */
    MEMBERSHIP
  }

  /** Which features are compared. */
  public enum Features {
    /** Those of a small classifier, trained on reference images of the same data. */
    LENET,
    /** Those of a network in an ONNX file. */
    ONNX
  }

  static EvaluationConfig read(Block block) {
    return new EvaluationConfig(
        block.integer("every", 0, Integer.MAX_VALUE),
        block.integer("clients", 0, Integer.MAX_VALUE),
        block.choice("panel", Panel.class),
        block.choices("figures", Figure.class),
        block.integer("loss-draws", 1, 1_000_000),
        block.integer("kid-samples", 0, 1_000_000),
        block.integer("kid-subsets", 0, 1_000_000),
        block.integer("kid-subset-size", 2, 1_000_000),
        block.integer("nll-draws", 1, 1_000_000),
        block.integer("forgetting-clients", 0, Integer.MAX_VALUE),
        block.choice("features", Features.class),
        OnnxConfig.read(block.block("onnx")),
        block.integer("picture-columns", 1, 1000));
  }

  /** Whether anything compares the features of generated images. */
  public boolean comparesSamples() {
    return kidSamples > 0
        && (figures.contains(Figure.KID)
            || figures.contains(Figure.FID)
            || figures.contains(Figure.MEMORISATION));
  }
}
