package dev.clientele.wire.transfer;

import dev.clientele.tensor.Weights;
import dev.clientele.wire.WireMessage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * A node's door for weights: takes what {@link WeightsSender}s offer, within its bounds, and passes
 * on what has arrived whole. It keeps the last weights that it passed on, which the next delta may
 * change.
 */
public final class WeightsReceiver extends AbstractMatchingBehavior<WeightsReceiver.Command> {
  /** What a receiver hears. */
  public sealed interface Command {}

  /**
   * Weights are there to be sent. An offer that is repeated is the same transfer, and asks how it
   * stands.
   */
  record Offer(Content content, ActorRef<WeightsSender.Command> sender)
      implements Command, WireMessage {}

  /** A transfer has brought everything. */
  record Assembled(ActorRef<WeightsSender.Command> sender, long label, Weights weights)
      implements Command {}

  /**
   * Weights have arrived.
   *
   * @param label what their sender calls them
   */
  public record Arrived(long label, Weights weights) {}

  private record Transfer(ActorRef<Incoming.Command> to, boolean complete) {}

  private final Options options;
  private final ActorRef<Arrived> listener;
  private final Map<ActorRef<?>, Transfer> transfers = new HashMap<>();
  private Arrived last;

  private WeightsReceiver(
      ActorContext<Command> context, Options options, ActorRef<Arrived> listener) {
    super(context);
    this.options = options;
    this.listener = listener;
  }

  /**
   * @param listener hears of all that arrives, each once
   */
  public static Behavior<Command> create(Options options, ActorRef<Arrived> listener) {
    return Behaviors.setup(context -> new WeightsReceiver(context, options, listener));
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    return switch (command) {
      case Offer offer -> onOffer(offer);
      case Assembled assembled -> onAssembled(assembled);
    };
  }

  @Override
  public Behavior<Command> onSignal(Signal signal) {
    if (signal instanceof Terminated terminated) {
      transfers.values().removeIf(t -> t.to().path().equals(terminated.getRef().path()));
      return this;
    }
    return Behaviors.unhandled();
  }

  private Behavior<Command> onOffer(Offer offer) {
    Transfer known = transfers.get(offer.sender());
    if (known != null) {
      offer
          .sender()
          .tell(
              known.complete()
                  ? WeightsSender.Complete.INSTANCE
                  : new WeightsSender.Accept(known.to()));
      return this;
    }
    if (transfers.values().stream().filter(t -> !t.complete()).count() >= options.concurrent()) {
      return this; // the sender offers it again
    }
    Optional<String> reason = whyNot(offer.content());
    if (reason.isPresent()) {
      offer.sender().tell(new WeightsSender.Refuse(reason.get()));
      return this;
    }
    ActorRef<Incoming.Command> to = getContext().spawnAnonymous(incoming(offer));
    getContext().watch(to);
    transfers.put(offer.sender(), new Transfer(to, false));
    offer.sender().tell(new WeightsSender.Accept(to));
    return this;
  }

  private Behavior<Incoming.Command> incoming(Offer offer) {
    Content content = offer.content();
    Optional<Weights> base =
        content.base().isPresent() ? Optional.of(last.weights()) : Optional.empty();
    return Incoming.create(content, base, offer.sender(), getContext().getSelf());
  }

  private Optional<String> whyNot(Content content) {
    if (content.layout().size() > options.largest()) {
      return Optional.of(
          "expected at most " + options.largest() + " numbers but was " + content.layout().size());
    }
    if (content.base().isPresent() && !holds(content)) {
      return Optional.of("expected the base " + content.base().getAsLong() + " but was " + held());
    }
    return Optional.empty();
  }

  private boolean holds(Content content) {
    return last != null
        && last.label() == content.base().getAsLong()
        && last.weights().layout().equals(content.layout());
  }

  private String held() {
    return last == null ? "nothing" : last.label() + " in its layout";
  }

  private Behavior<Command> onAssembled(Assembled assembled) {
    transfers.computeIfPresent(
        assembled.sender(), (sender, transfer) -> new Transfer(transfer.to(), true));
    last = new Arrived(assembled.label(), assembled.weights());
    listener.tell(last);
    return this;
  }
}
