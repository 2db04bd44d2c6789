package dev.clientele.simulation.policy;

import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Draws clients without replacement: the first ones of a random order of all that pass. The order
 * is {@link RandomStream#sample}'s, made as far as it is looked at.
 *
 * @param key the run's
 * @param registered how many clients there are to choose from
 */
public record Selection(RandomKey key, int registered) {
  /** Up to {@code count} clients of turn {@code turn}; fewer where fewer pass. */
  int[] draw(long turn, int count, IntPredicate passes) {
    RandomStream random = key.child("cohort").child(turn).stream();
    Map<Integer, Integer> moved = new HashMap<>();
    int[] drawn = new int[Math.min(count, registered)];
    int size = 0;
    for (int i = 0; i < registered && size < drawn.length; i++) {
      int j = i + random.nextInt(registered - i);
      int candidate = moved.getOrDefault(j, j);
      Integer here = moved.remove(i);
      if (j != i) {
        moved.put(j, here == null ? i : here);
      }
      if (passes.test(candidate)) {
        drawn[size++] = candidate;
      }
    }
    return Arrays.copyOf(drawn, size);
  }
}
