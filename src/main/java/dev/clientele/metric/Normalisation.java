package dev.clientele.metric;

/** What values a feature network was trained on, for black, white and each of three channels. */
public enum Normalisation {
  /** -1..1, as the Inception network of the original FID. */
  SYMMETRIC,
  /** 0..1. */
  UNIT,
  /** 0..255. */
  BYTE,
  /**
   * 0..1 less ImageNet's mean over its deviation, channel by channel, as torchvision's networks.
   */
  IMAGENET;

  private static final double[] MEAN = {0.485, 0.456, 0.406};
  private static final double[] DEVIATION = {0.229, 0.224, 0.225};

  /** The network's value for a pixel in -1..1 of the given channel (red, green, blue). */
  double of(double pixel, int channel) {
    double unit = (pixel + 1) / 2;
    return switch (this) {
      case SYMMETRIC -> pixel;
      case UNIT -> unit;
      case BYTE -> 255 * unit;
      case IMAGENET -> (unit - MEAN[channel]) / DEVIATION[channel];
    };
  }
}
