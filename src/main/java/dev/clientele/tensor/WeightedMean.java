package dev.clientele.tensor;

import java.util.Arrays;

/**
 * A running weighted sum of weights, in double precision; the order of the calls is the order of
 * the sum. Mutable and not thread-safe: it belongs to one actor.
 */
public final class WeightedMean {
  private final Layout layout;
  private final double[] sum;
  private double weight;

  /** An empty sum. */
  public WeightedMean(Layout layout) {
    this.layout = layout;
    this.sum = new double[layout.size()];
  }

  /** Adds {@code factor * w}. */
  public void add(Weights w, double factor) {
    if (!w.layout().equals(layout)) {
      throw new IllegalArgumentException("expected layout " + layout + " but was " + w.layout());
    }
    w.addTo(sum, factor);
    weight += factor;
  }

  /** Adds what another sum holds. */
  public void add(WeightedMean other) {
    if (!other.layout.equals(layout)) {
      throw new IllegalArgumentException("expected layout " + layout + " but was " + other.layout);
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other.sum[i];
    }
    weight += other.weight;
  }

  /** Forgets everything. */
  public void clear() {
    Arrays.fill(sum, 0);
    weight = 0;
  }

  /** The sum of all factors. */
  public double weight() {
    return weight;
  }

  /** The mean; an error while nothing was added. */
  public Weights mean() {
    if (!(weight > 0)) {
      throw new IllegalStateException("the mean of nothing");
    }
    float[] result = new float[sum.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) (sum[i] / weight);
    }
    return Weights.adopt(layout, result);
  }
}
