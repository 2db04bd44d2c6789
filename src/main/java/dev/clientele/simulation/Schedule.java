package dev.clientele.simulation;

import dev.clientele.tensor.RandomKey;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Who is called when: a function of the seed alone.
 *
 * @param key the run's
 * @param registered how many clients there are to choose from
 */
record Schedule(RandomKey key, int registered, Plan plan) {
  /** A round's clients, drawn without replacement; their order is the order of the sum. */
  int[] cohort(int round) {
    return key.child("cohort").child(round).stream().sample(registered, plan.cohort());
  }

  /**
   * The seen clients that an evaluation after so many rounds measures: the different ones that were
   * called last, the latest round first, so that nobody's embedding is older than need be; then,
   * where all rounds together called too few, the lowest numbers.
   */
  int[] measured(int rounds) {
    int count = Math.min(plan.evaluationClients(), registered);
    Set<Integer> chosen = new LinkedHashSet<>();
    for (int round = rounds; round >= 1 && chosen.size() < count; round--) {
      Arrays.stream(cohort(round)).forEach(chosen::add);
    }
    for (int id = 0; chosen.size() < count; id++) {
      chosen.add(id);
    }
    return chosen.stream().limit(count).mapToInt(Integer::intValue).toArray();
  }

  /** The clients that only adapt. */
  int[] unseen() {
    return IntStream.range(registered, registered + plan.unseen()).toArray();
  }
}
