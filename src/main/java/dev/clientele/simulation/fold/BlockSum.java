package dev.clientele.simulation.fold;

import dev.clientele.tensor.Weights;
import java.util.ArrayList;
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
  /** Updates that are added at once, since a sum does not fit the caches. */
  private static final int BATCH = 8;

  /** Numbers of a sum that do, to which all of them are added before the next ones. */
  private static final int STRETCH = 2048;

  private final int block;
  private final double[] total;
  private final double[] sum;
  private final double[] late;

  /** The last updates, which are still to be added, all to the same sum. */
  private final List<Weights> pending = new ArrayList<>(BATCH);

  private final double[] factors = new double[BATCH];
  private boolean pendingLate;
  private double weight;
  private long current;

  /** Whether there may be something in {@link #sum}. */
  private boolean begun;

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
    boolean isLate = place < 0;
    if (isLate != pendingLate) {
      addPending();
      pendingLate = isLate;
    }
    begin(place);
    if (pending.size() == BATCH) {
      addPending();
    }
    factors[pending.size()] = weight * factor;
    pending.add(update);
    this.weight += weight;
  }

  private void addPending() {
    for (int from = 0; !pending.isEmpty() && from < sum.length; from += STRETCH) {
      addPending(from, Math.min(sum.length, from + STRETCH));
    }
    pending.clear();
  }

  private void addPending(int from, int to) {
    double[] target = pendingLate ? late : sum;
    for (int i = 0; i < pending.size(); i++) {
      pending.get(i).addTo(target, factors[i], from, to);
    }
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
    addTo(place < 0 ? late : sum, terms);
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
    for (int from = 0; from < sum.length; from += STRETCH) {
      int to = Math.min(sum.length, from + STRETCH);
      addPending(from, to);
      for (int i = from; i < to; i++) {
        total[i] += sum[i];
        sum[i] = 0;
      }
    }
    pending.clear();
  }

  double weight() {
    return weight;
  }

  /** The sum over the sum of weights. */
  float[] mean() {
    addPending();
    float[] mean = new float[total.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) ((total[i] + sum[i] + late[i]) / weight);
    }
    return mean;
  }

  void clear() {
    pending.clear();
    List.of(total, sum, late).forEach(array -> Arrays.fill(array, 0));
    weight = 0;
    current = 0;
    begun = false;
  }

  FoldState state() {
    addPending();
    return new FoldState(
        0, weight, current, List.of(total.clone(), sum.clone(), late.clone()), List.of());
  }

  void restore(FoldState state) {
    pending.clear();
    List<double[]> mine = List.of(total, sum, late);
    for (int i = 0; i < mine.size(); i++) {
      System.arraycopy(state.sums().get(i), 0, mine.get(i), 0, total.length);
    }
    weight = state.weight();
    current = state.block();
    begun = true;
  }

  private static void addTo(double[] sum, double[] terms) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += terms[i];
    }
  }
}
