package dev.clientele.simulation;

import dev.clientele.tensor.Weights;
import java.util.Optional;

/** What a client made of the shared weights: the update itself, or word of it. */
sealed interface Change {
  /** The update. */
  record Here(Weights weights) implements Change {}

  /**
   * The update has stayed on the node where it was made, until the server says by {@link Node.Sum}
   * or {@link Node.Waste} what becomes of it; or it is gone, because nobody will want it.
   *
   * @param objection why it cannot be used, as {@link dev.clientele.simulation.fold.Admission} says
   */
  record There(Optional<String> objection) implements Change {}
}
