package dev.clientele.simulation;

import dev.clientele.simulation.fold.Admission;
import dev.clientele.simulation.fold.Partial;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Weights;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The updates that stay on their node until the server says what becomes of them, by their tasks'
 * numbers. Mutable; belongs to one actor.
 */
final class Harvest {
  private final Map<Long, Weights> updates = new HashMap<>();
  private final Layout layout;
  private final Admission admission;
  private final double clipNorm;

  /**
   * @param layout every admitted update's
   */
  Harvest(Layout layout, double clipNorm) {
    this.layout = layout;
    this.admission = new Admission(layout);
    this.clipNorm = clipNorm;
  }

  /**
   * Why the server would not admit an update, were it there.
   *
   * @param named the version that the update says it was made from
   * @param sent the one that it was made from
   */
  Optional<String> objection(Weights update, int named, int sent) {
    return admission.objection(update, named, sent);
  }

  void keep(long task, Weights update) {
    updates.put(task, update);
  }

  void waste(long task) {
    updates.remove(task);
  }

  /** Sums updates in the order of the terms, and keeps none of them. */
  double[] sum(Station.Sum order) {
    Partial partial = new Partial(layout.size(), clipNorm);
    for (Station.Term term : order.terms()) {
      Weights update = updates.remove(term.task());
      if (update == null) {
        throw new IllegalStateException(
            "expected the update of task " + term.task() + " but was " + updates.keySet());
      }
      partial.add(update, term.samples(), term.factor());
    }
    return partial.sum();
  }
}
