package dev.clientele.simulation.fold;

import dev.clientele.tensor.Weights;
import java.util.Arrays;
import java.util.List;

/**
 * A weighted sum of updates in double precision: first over blocks of neighbouring places, then
 * over the blocks in their order, so that a block can be summed wherever its clients live. Updates
 * from earlier rounds, which have no place in this one, are summed by themselves and come last.
 *
 * <p>Mutable; belongs to one actor.
 */
final class BlockSum {
  private final int block;
  private final double[] total;
  private final double[] sum;
  private final double[] late;
  private double weight;
  private long current;

  BlockSum(int size, int block) {
    this.block = block;
    this.total = new double[size];
    this.sum = new double[size];
    this.late = new double[size];
  }

  /**
   * Adds {@code weight * factor * update}; the mean's denominator grows by the weight alone.
   *
   * @param place after every earlier one's, or negative for an update from an earlier round
   */
  void add(long place, Weights update, double weight, double factor) {
    if (place >= 0 && place / block != current) {
      addTo(total, sum);
      Arrays.fill(sum, 0);
      current = place / block;
    }
    update.addTo(place < 0 ? late : sum, weight * factor);
    this.weight += weight;
  }

  double weight() {
    return weight;
  }

  /** The sum over the sum of weights. */
  float[] mean() {
    double[] all = total.clone();
    addTo(all, sum);
    addTo(all, late);
    float[] mean = new float[all.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (all[i] / weight);
    }
    return mean;
  }

  void clear() {
    List.of(total, sum, late).forEach(array -> Arrays.fill(array, 0));
    weight = 0;
    current = 0;
  }

  FoldState state() {
    return new FoldState(
        0, weight, current, List.of(total.clone(), sum.clone(), late.clone()), List.of());
  }

  void restore(FoldState state) {
    List<double[]> mine = List.of(total, sum, late);
    for (int i = 0; i < mine.size(); i++) {
      System.arraycopy(state.sums().get(i), 0, mine.get(i), 0, total.length);
    }
    weight = state.weight();
    current = state.block();
  }

  private static void addTo(double[] sum, double[] terms) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += terms[i];
    }
  }
}
