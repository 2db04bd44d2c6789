package dev.clientele.simulation.fold;

import dev.clientele.method.Folded;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A {@link Fold} in the middle of a round, for a checkpoint.
 *
 * @param count how many updates were added
 * @param weight of all that was summed
 * @param block the block that is being summed
 * @param sums over the finished blocks, the unfinished one, and the updates of earlier rounds;
 *     empty while there is nothing in them
 * @param held updates that are kept one by one
 */
public record FoldState(
    int count, double weight, long block, List<double[]> sums, List<Folded.Received> held) {
  /** Nothing was added yet. */
  public static final FoldState EMPTY = new FoldState(0, 0, 0, List.of(), List.of());

  /** Equal numbers are equal, whatever array they are in. */
  @Override
  public boolean equals(Object other) {
    return other instanceof FoldState that
        && count == that.count
        && weight == that.weight
        && block == that.block
        && Arrays.deepEquals(sums.toArray(), that.sums.toArray())
        && held.equals(that.held);
  }

  @Override
  public int hashCode() {
    return Objects.hash(count, weight, block, Arrays.deepHashCode(sums.toArray()), held);
  }
}
