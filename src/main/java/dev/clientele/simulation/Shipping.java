package dev.clientele.simulation;

import dev.clientele.tensor.Precision;
import dev.clientele.tensor.Weights;
import dev.clientele.wire.transfer.Options;
import dev.clientele.wire.transfer.Parcel;
import dev.clientele.wire.transfer.WeightsSender;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * Weights on their way to nodes: a model goes to a node once, before the first client there starts
 * from it, and private tensors with their visit. Mutable; belongs to one actor.
 */
final class Shipping {
  private final ActorContext<?> context;
  private final ActorRef<WeightsSender.Outcome> outcomes;
  private final Precision precision;
  private final boolean changesOnly;
  private final Map<Long, Runnable> delivered = new HashMap<>();
  private final Map<Long, Runnable> undelivered = new HashMap<>();
  private long labels = 1;

  /**
   * @param outcomes where {@link #ended} is called for each
   * @param precision to which the models are rounded
   * @param changesOnly whether a node that has a model gets what differs from it of the next
   */
  Shipping(
      ActorContext<?> context,
      ActorRef<WeightsSender.Outcome> outcomes,
      Precision precision,
      boolean changesOnly) {
    this.precision = precision;
    this.changesOnly = changesOnly;
    this.context = context;
    this.outcomes = outcomes;
  }

  /** The name of a transfer to come. */
  long label() {
    return labels++;
  }

  /** Sends a model to a node that does not have it. */
  void bring(int version, Weights model, Place place) {
    if (place.isNew(version)) {
      long label = label();
      place.expect(version, label);
      Place.Held held = new Place.Held(label, model);
      send(label, parcel(held, place), place, () -> place.hold(held), () -> forget(label, place));
    }
  }

  /** What a node is sent of a model, whole or beside the one that it has. */
  Parcel parcel(Place.Held model, Place place) {
    Optional<Place.Held> base = changesOnly ? place.base(model.weights()) : Optional.empty();
    return base.map(
            had ->
                Parcel.changes(
                    model.label(),
                    model.weights(),
                    had.label(),
                    had.weights(),
                    precision,
                    Options.defaults()))
        .orElseGet(
            () -> Parcel.full(model.label(), model.weights(), precision, Options.defaults()));
  }

  /** A node that is not what it was thought to be gets the next model whole. */
  private static void forget(long label, Place place) {
    place.hold(null);
    place.undelivered(label);
  }

  /** Sends weights, and again where they do not arrive, as long as they are wanted. */
  void bring(long label, Weights weights, Place place, BooleanSupplier wanted) {
    send(
        label,
        Parcel.full(label, weights, Precision.FP32, Options.defaults()),
        place,
        () -> place.hold(null),
        () -> again(label, weights, place, wanted));
  }

  private void again(long label, Weights weights, Place place, BooleanSupplier wanted) {
    if (wanted.getAsBoolean()) {
      bring(label, weights, place, wanted);
    }
  }

  private void send(long label, Parcel parcel, Place place, Runnable then, Runnable otherwise) {
    delivered.put(label, then);
    undelivered.put(label, otherwise);
    context.spawnAnonymous(
        WeightsSender.create(parcel, Options.defaults(), place.door(), outcomes));
  }

  /** A transfer has ended, well or badly. */
  void ended(WeightsSender.Outcome outcome, Iterable<Place> places) {
    switch (outcome) {
      case WeightsSender.Outcome.Delivered(long label, _) -> {
        undelivered.remove(label);
        delivered.remove(label).run();
        places.forEach(place -> place.delivered(label));
      }
      case WeightsSender.Outcome.Undelivered(long label, String reason) -> {
        context.getLog().warn("weights did not reach a node: {}", reason);
        delivered.remove(label);
        undelivered.remove(label).run();
      }
    }
  }
}
