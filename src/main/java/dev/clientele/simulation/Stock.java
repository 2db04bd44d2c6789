package dev.clientele.simulation;

import dev.clientele.tensor.Weights;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The weights that a station has for work to come, by the labels of the transfers that brought
 * them. Mutable; belongs to one actor.
 */
final class Stock {
  private final Map<Long, Weights> there = new HashMap<>();

  /** Not needed any more before they were there. */
  private final Set<Long> unwanted = new HashSet<>();

  /** False for weights that are not needed any more. */
  boolean arrived(long label, Weights weights) {
    if (unwanted.remove(label)) {
      return false;
    }
    there.put(label, weights);
    return true;
  }

  void forget(long label) {
    if (there.remove(label) == null) {
      unwanted.add(label);
    }
  }

  /** Whether everything is there that an order needs. */
  boolean suffices(Station.Work order) {
    OptionalLong start = start(order.errand()).coming();
    return there.containsKey(order.model())
        && (start.isEmpty() || there.containsKey(start.getAsLong()));
  }

  Weights model(Station.Work order) {
    return there.get(order.model());
  }

  /** The private tensors that an order starts from, which nobody else does. */
  Optional<Weights> takeStart(Errand errand) {
    Cargo cargo = start(errand);
    return cargo.coming().isPresent()
        ? Optional.of(there.remove(cargo.coming().getAsLong()))
        : cargo.here();
  }

  private static Cargo start(Errand errand) {
    return errand instanceof Errand.Train train ? train.start() : Cargo.NONE;
  }
}
