package dev.clientele.simulation;

import dev.clientele.tensor.Precision;
import dev.clientele.tensor.Weights;
import dev.clientele.wire.transfer.Options;
import dev.clientele.wire.transfer.Parcel;
import dev.clientele.wire.transfer.WeightsSender;
import java.util.HashMap;
import java.util.Map;
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
  private final Map<Long, Runnable> undelivered = new HashMap<>();
  private long labels = 1;

  /**
   * @param outcomes where {@link #ended} is called for each
   * @param precision to which the models are rounded
   */
  Shipping(ActorContext<?> context, ActorRef<WeightsSender.Outcome> outcomes, Precision precision) {
    this.precision = precision;
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
      send(label, model, precision, place, () -> place.undelivered(label));
    }
  }

  /** Sends weights, and again where they do not arrive, as long as they are wanted. */
  void bring(long label, Weights weights, Place place, BooleanSupplier wanted) {
    send(label, weights, Precision.FP32, place, () -> again(label, weights, place, wanted));
  }

  private void again(long label, Weights weights, Place place, BooleanSupplier wanted) {
    if (wanted.getAsBoolean()) {
      bring(label, weights, place, wanted);
    }
  }

  private void send(
      long label, Weights weights, Precision bits, Place place, Runnable ifUndelivered) {
    Parcel parcel = Parcel.full(label, weights, bits, Options.defaults());
    undelivered.put(label, ifUndelivered);
    context.spawnAnonymous(
        WeightsSender.create(parcel, Options.defaults(), place.door(), outcomes));
  }

  /** A transfer has ended, well or badly. */
  void ended(WeightsSender.Outcome outcome, Iterable<Place> places) {
    switch (outcome) {
      case WeightsSender.Outcome.Delivered(long label, _) -> {
        undelivered.remove(label);
        places.forEach(place -> place.delivered(label));
      }
      case WeightsSender.Outcome.Undelivered(long label, String reason) -> {
        context.getLog().warn("weights did not reach a node: {}", reason);
        undelivered.remove(label).run();
      }
    }
  }
}
