package dev.clientele.data;

import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;

/**
 * How far clients' images differ in looks when all are from one pool. What is 0 is not changed.
 *
 * @param rotation the largest angle, degrees; a client's is uniform in -rotation..rotation
 * @param tint how strongly a client's pictures are tinted, 0..1; needs three channels to show
 * @param tone how much brightness, contrast and polarity are a client's own, 0..1
 */
record FeatureSkew(double rotation, double tint, double tone) {
  FeatureSkew {
    if (!(rotation >= 0 && rotation <= 180)) {
      throw new IllegalArgumentException(
          "expected a rotation of 0 to 180 degrees but was " + rotation);
    }
    if (!(tint >= 0 && tint <= 1 && tone >= 0 && tone <= 1)) {
      throw new IllegalArgumentException(
          "expected tint and tone of 0 to 1 but was " + tint + " and " + tone);
    }
  }

  /** A client's look: a function of the client's key. */
  Look draw(RandomKey key) {
    double angle = rotation * symmetric(key.stream());
    RandomStream colour = key.child("tint").stream();
    double hue = 360 * colour.nextDouble();
    double saturation = tint * (0.5 + 0.5 * colour.nextDouble());
    RandomStream light = key.child("tone").stream();
    double gamma = StrictMath.pow(2, 1.2 * tone * symmetric(light));
    double contrast = 1 - 0.5 * tone * light.nextDouble();
    boolean inverted = light.nextDouble() < tone / 2;
    return new Look(angle, hue, saturation, gamma, contrast, inverted);
  }

  private static double symmetric(RandomStream random) {
    return 2 * random.nextDouble() - 1;
  }
}
