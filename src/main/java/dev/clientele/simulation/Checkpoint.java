package dev.clientele.simulation;

import dev.clientele.tensor.Weights;
import java.util.Map;
import java.util.SortedMap;

/**
 * Everything that a run needs to go on from a {@link Position}.
 *
 * @param scheduled whether the plan asks for it; false where an interruption did
 * @param journal the position in the journal, from {@link Journal#mark}
 * @param personal private tensors of every client that has trained or adapted, by its number
 */
public record Checkpoint(
    Position position,
    boolean scheduled,
    Map<String, Long> journal,
    SortedMap<Integer, Weights> personal) {}
