package dev.clientele.simulation.fold;

import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Weights;
import java.util.Optional;

/**
 * The gate that an update passes before it can touch the model.
 *
 * @param layout that an update must have
 */
public record Admission(Layout layout) {
  /**
   * What is wrong with an update, in a sentence; empty where nothing is.
   *
   * @param named the model version that the update says it was made from
   * @param sent the version that was sent to this client
   */
  public Optional<String> objection(Weights update, int named, int sent) {
    if (named != sent) {
      return Optional.of("expected an update of version " + sent + " but was of " + named);
    }
    if (!update.layout().equals(layout)) {
      return Optional.of(
          "expected "
              + shape(layout)
              + " in the method's layout but was "
              + shape(update.layout()));
    }
    return update.isFinite()
        ? Optional.empty()
        : Optional.of("expected finite numbers but some are not");
  }

  private static String shape(Layout layout) {
    return layout.size() + " numbers in " + layout.entries().size() + " tensors";
  }
}
