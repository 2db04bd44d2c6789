package dev.clientele.diffusion;

/** What a network predicts of a noisy image {@code x_t = sqrt(a) x_0 + sqrt(1 - a) noise}. */
public enum Prediction {
  /** The noise (Ho et al. 2020). */
  EPSILON,
  /**
   * The velocity {@code sqrt(a) noise - sqrt(1 - a) x_0} (Salimans and Ho 2022). Where nearly all
   * is noise it is nearly the image, so that brightness and polarity, which are decided there,
   * weigh as much as detail.
   */
  V
}
