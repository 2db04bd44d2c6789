package dev.clientele.config;

/**
 * The diffusion process and how it is sampled.
 *
 * @param steps of the forward process
 * @param prediction what the network predicts
 * @param samplingSteps of the reverse process
 * @param eta DDIM's share of fresh noise, from 0 to 1
 * @param guidance the strength w of classifier-free guidance; 0: none
 */
public record DiffusionConfig(
    int steps,
    Schedule schedule,
    Prediction prediction,
    Sampler sampler,
    int samplingSteps,
    double eta,
    double guidance) {

  /** How the noise grows over the steps. */
  public enum Schedule {
    /** Betas from 1e-4 to 0.02 (Ho et al. 2020). */
    LINEAR,
    /** Nichol and Dhariwal 2021. */
    COSINE
  }

  /** What the network predicts of a noisy image. */
  public enum Prediction {
    /** The noise (Ho et al. 2020). */
    EPSILON,
    /** The velocity (Salimans and Ho 2022). */
    V
  }

  /** How images are drawn. */
  public enum Sampler {
    /** Song et al. 2021. */
    DDIM,
    /** Ancestral sampling (Ho et al. 2020). */
    DDPM
  }

  static DiffusionConfig read(Block block) {
    return new DiffusionConfig(
        block.integer("steps", 1, 1_000_000),
        block.choice("schedule", Schedule.class),
        block.choice("prediction", Prediction.class),
        block.choice("sampler", Sampler.class),
        block.integer("sampling-steps", 1, 1_000_000),
        block.number("eta", Range.SHARE),
        block.number("guidance", Range.NOT_NEGATIVE));
  }
}
