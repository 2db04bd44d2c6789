package dev.clientele.kernel;

/**
 * Group normalisation (Wu and He 2018) over the channels of one tensor, or of two side by side,
 * NHWC.
 *
 * @param batch images
 * @param pixels height times width
 * @param channels1 channels of the first tensor
 * @param channels2 channels of the second, 0 where there is none
 * @param groups groups that all channels are divided into, in order
 * @param epsilon added to the variance
 * @param silu whether x * sigmoid(x) follows
 * @param biasStride numbers from one image's row of additions to the next, where something is added
 *     before the normalisation
 */
public record GroupNormShape(
    int batch,
    int pixels,
    int channels1,
    int channels2,
    int groups,
    float epsilon,
    boolean silu,
    int biasStride) {
  /** Rejects groups that do not divide the channels. */
  public GroupNormShape {
    if (groups < 1 || (channels1 + channels2) % groups != 0) {
      throw new IllegalArgumentException(
          "expected groups that divide " + (channels1 + channels2) + " channels but was " + groups);
    }
  }

  /** Channels of both tensors. */
  public int channels() {
    return channels1 + channels2;
  }
}
