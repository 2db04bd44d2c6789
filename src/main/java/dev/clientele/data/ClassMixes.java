package dev.clientele.data;

import dev.clientele.tensor.RandomKey;
import java.util.Arrays;

/** The class mix of every client: a function of its number. */
sealed interface ClassMixes {
  /** The probabilities of {@code classes} classes for client {@code id}; they sum to one. */
  double[] of(int id, int classes);

  /** Every class alike for everybody. */
  record Even() implements ClassMixes {
    @Override
    public double[] of(int id, int classes) {
      double[] mix = new double[classes];
      Arrays.fill(mix, 1.0 / classes);
      return mix;
    }
  }

  /**
   * From a symmetric Dirichlet distribution (Hsu, Qi and Brown 2019).
   *
   * @param concentration small is skewed
   */
  record Dirichlet(double concentration, RandomKey key) implements ClassMixes {
    public Dirichlet {
      if (!(concentration > 0) || Double.isInfinite(concentration)) {
        throw new IllegalArgumentException(
            "expected a positive finite label concentration but was " + concentration);
      }
    }

    @Override
    public double[] of(int id, int classes) {
      return key.child("mix").child(id).stream().nextDirichlet(classes, concentration);
    }
  }

  /**
   * A few classes alike and no other: what shards are where images are drawn on demand.
   *
   * @param most how many classes, or all where there are fewer
   */
  record Few(int most, RandomKey key) implements ClassMixes {
    @Override
    public double[] of(int id, int classes) {
      int count = Math.min(most, classes);
      double[] mix = new double[classes];
      for (int c : key.child("mix").child(id).stream().sample(classes, count)) {
        mix[c] = 1.0 / count;
      }
      return mix;
    }
  }
}
