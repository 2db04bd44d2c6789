package dev.clientele.simulation.fold;

import dev.clientele.method.Folded;
import java.util.List;

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
}
