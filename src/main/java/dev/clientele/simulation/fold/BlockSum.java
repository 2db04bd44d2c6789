package dev.clientele.simulation.fold;

import dev.clientele.tensor.WeightedSums;
import dev.clientele.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A weighted sum of updates in double precision: first over blocks of neighbouring places, then
 * over the blocks in their order, so that a block can be summed wherever its clients live. Updates
 * from earlier rounds, which have no place in this one, are summed by themselves and come last.
 *
 * <p>Up to {@link WeightedSums#AT_ONCE} updates are held, until the next one comes or their block
 * ends, and then added at once: the sums do not fit the caches. A block that is all there by then
 * goes into the total without a sum of its own in memory; no bit depends on it.
 *
 * <p>Mutable; belongs to one actor.
 */
final class BlockSum {
  private final int size;
  private final int block;

  /** Over the finished blocks. */
  private final double[] total;

  /**
   * Over what was added of the unfinished block; null until there was something, then 0 in between.
   */
  private double[] sum;

  /** Over the updates from earlier rounds; null until there is something. */
  private double[] late;

  /** Whether there may be something in {@link #sum}. */
  private boolean summed;

  /** The last updates, which are still to be added, all to the same sum. */
  private final List<Weights> pending = new ArrayList<>(WeightedSums.AT_ONCE);

  private final double[] factors = new double[WeightedSums.AT_ONCE];
  private boolean pendingLate;
  private double weight;
  private long current;

  /** Whether something was added to the current block. */
  private boolean begun;

  BlockSum(int size, int block) {
    this.size = size;
    this.block = block;
    this.total = new double[size];
  }

  /**
   * Adds {@code weight * factor * update}; the mean's denominator grows by the weight alone.
   *
   * @param place after every earlier one's, or negative for an update from an earlier round
   */
  void add(long place, Weights update, double weight, double factor) {
    boolean isLate = place < 0;
    if (isLate != pendingLate) {
      addPending();
      pendingLate = isLate;
    }
    begin(place);
    if (pending.size() == WeightedSums.AT_ONCE) {
      addPending();
    }
    factors[pending.size()] = weight * factor;
    pending.add(update);
    this.weight += weight;
  }

  private void addPending() {
    if (!pending.isEmpty()) {
      WeightedSums.add(pending, factors, pendingLate ? late() : sum());
      pending.clear();
    }
  }

  private double[] late() {
    if (late == null) {
      late = new double[size];
    }
    return late;
  }

  private double[] sum() {
    if (sum == null) {
      sum = new double[size];
    }
    summed = true;
    return sum;
  }

  /**
   * Adds a sum of several products, as {@link #add} would have made it one by one. Adding what was
   * summed from zero onto zeros changes no bit of it, and so does adding one product that was added
   * to zero before: a sum that begins with 0 is never -0.
   *
   * @param single whether it is one product; several must be the first ones of their block
   */
  void addSum(long place, double[] terms, double weight, boolean single) {
    if (!single && (place < 0 || hasBegun(place))) {
      throw new IllegalStateException("expected the beginning of a block but was place " + place);
    }
    addPending();
    begin(place);
    double[] to = place < 0 ? late() : sum();
    for (int i = 0; i < size; i++) {
      to[i] += terms[i];
    }
    this.weight += weight;
  }

  boolean hasBegun(long place) {
    return begun && place / block == current;
  }

  /** Makes {@link #sum} that of the place's block, unless the place is none of this round's. */
  private void begin(long place) {
    if (place < 0) {
      return;
    }
    if (place / block != current) {
      endBlock();
      current = place / block;
    }
    begun = true;
  }

  private void endBlock() {
    if (!summed && !pendingLate) {
      WeightedSums.addSum(pending, factors, total);
      pending.clear();
      return;
    }
    addPending();
    for (int i = 0; summed && i < size; i++) {
      total[i] += sum[i];
      sum[i] = 0;
    }
    summed = false;
  }

  double weight() {
    return weight;
  }

  /** The sum over the sum of weights. */
  float[] mean() {
    addPending();
    double[] unfinished = summed ? sum : null;
    float[] mean = new float[size];
    for (int i = 0; i < size; i++) {
      mean[i] = (float) ((total[i] + at(unfinished, i) + at(late, i)) / weight);
    }
    return mean;
  }

  private static double at(double[] sum, int i) {
    return sum == null ? 0 : sum[i];
  }

  void clear() {
    pending.clear();
    Arrays.fill(total, 0);
    if (summed) {
      Arrays.fill(sum, 0);
    }
    summed = false;
    late = null;
    weight = 0;
    current = 0;
    begun = false;
  }

  FoldState state() {
    addPending();
    return new FoldState(
        0, weight, current, List.of(total.clone(), copy(sum), copy(late)), List.of());
  }

  private double[] copy(double[] sum) {
    return sum == null ? new double[size] : sum.clone();
  }

  void restore(FoldState state) {
    pending.clear();
    List<double[]> mine = List.of(total, sum(), late());
    for (int i = 0; i < mine.size(); i++) {
      System.arraycopy(state.sums().get(i), 0, mine.get(i), 0, size);
    }
    weight = state.weight();
    current = state.block();
    begun = true;
  }
}
