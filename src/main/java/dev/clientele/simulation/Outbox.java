package dev.clientele.simulation;

import dev.clientele.tensor.Precision;
import dev.clientele.tensor.Weights;
import dev.clientele.wire.transfer.Options;
import dev.clientele.wire.transfer.Parcel;
import dev.clientele.wire.transfer.WeightsSender;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * A station's answers, each with the weights that are too large for a message, until the server has
 * thanked for it. Mutable; belongs to one actor.
 */
final class Outbox {
  /** What there is to say of a task, and the weights that go beside it by their labels. */
  record Letter(Placement.FromStation answer, Map<Long, Weights> parcels) {}

  private final ActorContext<?> context;
  private final ActorRef<WeightsSender.Outcome> outcomes;
  private final Map<Long, Letter> kept = new HashMap<>();
  private final Set<Long> underWay = new HashSet<>();

  /**
   * @param outcomes where {@link #ended} is called for each
   */
  Outbox(ActorContext<?> context, ActorRef<WeightsSender.Outcome> outcomes) {
    this.context = context;
    this.outcomes = outcomes;
  }

  /** Weights for a letter: in it, or among its {@code parcels}. */
  static Cargo pack(long label, Weights weights, Map<Long, Weights> parcels) {
    Cargo cargo = Cargo.of(weights, label);
    if (cargo.coming().isPresent()) {
      parcels.put(label, weights);
    }
    return cargo;
  }

  /** Whether that task has an answer. */
  boolean has(long task) {
    return kept.containsKey(task);
  }

  void put(long task, Letter letter, Station.Greet server) {
    kept.put(task, letter);
    send(task, server);
  }

  /** Says it; again where the server asks again, with what was not delivered. */
  void send(long task, Station.Greet server) {
    Letter letter = kept.get(task);
    server.home().tell(letter.answer());
    letter.parcels().forEach((label, weights) -> send(label, weights, server));
  }

  private void send(long label, Weights weights, Station.Greet server) {
    if (underWay.add(label)) {
      Parcel parcel = Parcel.full(label, weights, Precision.FP32, Options.defaults());
      context.spawnAnonymous(
          WeightsSender.create(parcel, Options.defaults(), server.door(), outcomes));
    }
  }

  /** The answer has been heard. */
  void forget(long task) {
    kept.remove(task);
  }

  /** A transfer has ended, well or badly. */
  void ended(WeightsSender.Outcome outcome) {
    switch (outcome) {
      case WeightsSender.Outcome.Delivered(long label, _) -> underWay.remove(label);
      case WeightsSender.Outcome.Undelivered(long label, String reason) -> {
        underWay.remove(label);
        context.getLog().warn("weights did not reach the server: {}", reason);
      }
    }
  }
}
