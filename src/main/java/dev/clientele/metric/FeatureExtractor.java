package dev.clientele.metric;

import dev.clientele.data.Images;
import dev.clientele.diffusion.Workspace;

/**
 * Turns images into the numbers that distances compare. Immutable and safe to call from many
 * threads, each with its own workspace.
 */
public interface FeatureExtractor {
  /**
   * What follows a distance's name: empty for the standard features, otherwise such as "-lenet", so
   * that nobody takes a distance over our own features for a published one.
   */
  String suffix();

  /** The features of images, one row an image. */
  float[][] of(Images images, Workspace workspace);
}
