package dev.clientele.simulation.fold;

import dev.clientele.method.Folded;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A round's updates as they come in, and what they add up to. The mean needs the memory of three
 * sums and a few updates however many there are; a robust rule, or a method that asks for it, keeps
 * all of them.
 *
 * <p>Mutable; belongs to one actor.
 */
public final class Fold {
  private final Layout layout;
  private final Rule rule;
  private final double clipNorm;
  private final boolean keep;
  private final BlockSum sum;
  private final List<Folded.Received> held = new ArrayList<>();
  private int count;

  /**
   * An empty fold.
   *
   * @param layout every update's
   * @param block updates that are summed before the blocks are
   * @param clipNorm the Euclidean norm to which an update is scaled down; infinite: it is not
   * @param keepUpdates whether {@link #updates} is wanted although the rule needs no single updates
   */
  public Fold(Layout layout, Rule rule, int block, double clipNorm, boolean keepUpdates) {
    this.layout = layout;
    this.rule = rule;
    this.clipNorm = clipNorm;
    this.keep = keepUpdates || rule instanceof Rule.Robust;
    this.sum = new BlockSum(rule instanceof Rule.Mean ? layout.size() : 0, block);
  }

  /**
   * Adds one client's update.
   *
   * @param place of the update in this round, counted from 0; negative where it is from an earlier
   *     one
   * @param samples its weight in the mean
   * @param factor that it is scaled by, for its staleness
   */
  public void add(long place, int client, Weights update, double samples, double factor) {
    double scale = Partial.scale(update, factor, clipNorm);
    count++;
    if (keep) {
      Weights scaled = scale == 1 ? update : Weights.zeros(layout).plus(scale, update);
      held.add(new Folded.Received(client, scaled, samples));
    }
    if (rule instanceof Rule.Mean) {
      sum.add(place, update, samples, scale);
    }
  }

  /**
   * Adds several updates that a {@link Partial} has summed.
   *
   * @param place of the first of them; several are the first ones of their block
   * @param updates how many they are
   * @param samples their weights' sum
   * @throws IllegalStateException where the single updates are needed
   */
  public void addSum(long place, int updates, double samples, double[] partial) {
    if (keep) {
      throw new IllegalStateException("expected every single update but was a sum of " + updates);
    }
    count += updates;
    sum.addSum(place, partial, samples, updates == 1);
  }

  /** Whether something was added to the block that this place is in. */
  public boolean hasBegun(long place) {
    return sum.hasBegun(place);
  }

  /** How many updates were added. */
  public int count() {
    return count;
  }

  /** One update for all; empty where there was none, or none with a weight. */
  public Optional<Weights> result() {
    if (count == 0) {
      return Optional.empty();
    }
    return switch (rule) {
      case Rule.Mean _ ->
          sum.weight() > 0 ? Optional.of(Weights.adopt(layout, sum.mean())) : Optional.empty();
      case Rule.Robust robust ->
          Optional.of(robust.combine(held.stream().map(Folded.Received::update).toList()));
    };
  }

  /** Every update, scaled, in the order in which they were added; empty unless they are kept. */
  public List<Folded.Received> updates() {
    return List.copyOf(held);
  }

  /** Forgets everything. */
  public void clear() {
    held.clear();
    count = 0;
    sum.clear();
  }

  /** What was added so far. */
  public FoldState state() {
    if (count == 0) {
      return FoldState.EMPTY;
    }
    FoldState sums = sum.state();
    return new FoldState(count, sums.weight(), sums.block(), sums.sums(), updates());
  }

  /** Goes on from what {@link #state} told. */
  public void restore(FoldState state) {
    clear();
    if (state.count() > 0) {
      count = state.count();
      held.addAll(state.held());
      sum.restore(state);
    }
  }
}
