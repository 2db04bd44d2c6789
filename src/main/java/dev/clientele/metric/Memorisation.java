package dev.clientele.metric;

/**
 * Whether generated images are nearer to the training images than to held-out ones of the same
 * distribution: a model that has learned the distribution alone does not tell them apart.
 *
 * @param closer the share of the generated images whose nearest real image is a training image; a
 *     tie counts as chance would have it
 * @param chance that share where training and held-out images are exchangeable: the training
 *     images' share of all real images
 * @param medianRatio the median of the distance to the nearest training image over that to the
 *     nearest held-out image; about 1 without memorisation where there are as many of either, and
 *     smaller, too, where there are more training images
 */
public record Memorisation(double closer, double chance, double medianRatio) {
  /**
   * Compares in whatever space the rows are in: features, or pixels.
   *
   * @param generated at least one row, as all three
   */
  public static Memorisation of(float[][] generated, float[][] training, float[][] heldOut) {
    if (generated.length == 0) {
      throw new IllegalArgumentException("expected at least one generated image but was none");
    }
    Neighbour[] toTraining = Neighbour.nearest(generated, training);
    Neighbour[] toHeldOut = Neighbour.nearest(generated, heldOut);
    double chance = (double) training.length / (training.length + heldOut.length);
    double closer = 0;
    double[] ratios = new double[generated.length];
    for (int i = 0; i < ratios.length; i++) {
      double near = toTraining[i].distance();
      double far = toHeldOut[i].distance();
      closer += near < far ? 1 : near == far ? chance : 0;
      ratios[i] = near == far ? 1 : near / far;
    }
    return new Memorisation(closer / ratios.length, chance, Statistics.quantile(ratios, 0.5));
  }

  /**
   * How much of what chance leaves is closer to training: 0 on average without memorisation (it may
   * be negative), 1 where every generated image is nearest to a training image.
   */
  public double excess() {
    return (closer - chance) / (1 - chance);
  }
}
