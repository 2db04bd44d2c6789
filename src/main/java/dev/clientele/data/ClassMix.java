package dev.clientele.data;

import dev.clientele.tensor.RandomStream;

/** Drawing classes from a client's class mix. */
final class ClassMix {
  private ClassMix() {}

  /** A class drawn with the probabilities {@code mix}, which sum to one. */
  static int draw(double[] mix, RandomStream random) {
    double u = random.nextDouble();
    int last = 0;
    for (int c = 0; c < mix.length; c++) {
      if (mix[c] > 0) {
        u -= mix[c];
        last = c;
        if (u < 0) {
          return c;
        }
      }
    }
    return last; // rounding left a crumb: never a class of probability zero
  }
}
