package dev.clientele.wire.transfer;

import dev.clientele.wire.WireMessage;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Sends one {@link Parcel} to one {@link WeightsReceiver}, says how it went, and stops. At most a
 * window of chunks is unacknowledged, so neither side's queues grow; what is lost is sent again.
 */
public final class WeightsSender extends AbstractMatchingBehavior<WeightsSender.Command> {
  /** What a sender hears. */
  public sealed interface Command {}

  /** The receiver wants the chunks there. */
  record Accept(ActorRef<Incoming.Command> to) implements Command, WireMessage {}

  /** The receiver does not want the weights, or no more of them. */
  record Refuse(String reason) implements Command, WireMessage {}

  /** A chunk has arrived. */
  record Acknowledge(int number) implements Command, WireMessage {}

  /** All chunks have arrived. */
  enum Complete implements Command, WireMessage {
    INSTANCE
  }

  private enum Tick implements Command {
    INSTANCE
  }

  /** How a transfer ended. */
  public sealed interface Outcome {
    /**
     * The receiver has the weights.
     *
     * @param resent chunks that were sent more than once
     */
    record Delivered(long label, int resent) implements Outcome {}

    /** The receiver does not have the weights, and why. */
    record Undelivered(long label, String reason) implements Outcome {}
  }

  private final Parcel parcel;
  private final Options options;
  private final ActorRef<WeightsReceiver.Command> receiver;
  private final ActorRef<Outcome> replyTo;

  /** When each unacknowledged chunk was sent, in nanoseconds. */
  private final Map<Integer, Long> underWay = new TreeMap<>();

  private ActorRef<Incoming.Command> to;
  private int next;
  private int resent;
  private long heard = System.nanoTime();

  private WeightsSender(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      Parcel parcel,
      Options options,
      ActorRef<WeightsReceiver.Command> receiver,
      ActorRef<Outcome> replyTo) {
    super(context);
    this.parcel = parcel;
    this.options = options;
    this.receiver = receiver;
    this.replyTo = replyTo;
    context.watch(receiver);
    timers.startTimerWithFixedDelay(Tick.INSTANCE, options.resend().dividedBy(2));
    offer();
  }

  /**
   * @param replyTo hears one outcome
   */
  public static Behavior<Command> create(
      Parcel parcel,
      Options options,
      ActorRef<WeightsReceiver.Command> receiver,
      ActorRef<Outcome> replyTo) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new WeightsSender(context, timers, parcel, options, receiver, replyTo)));
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    if (!(command instanceof Tick)) {
      heard = System.nanoTime();
    }
    return switch (command) {
      case Accept accept -> onAccept(accept);
      case Refuse refuse -> end(undelivered(refuse.reason()));
      case Acknowledge acknowledge -> onAcknowledge(acknowledge);
      case Complete complete -> end(new Outcome.Delivered(parcel.content().label(), resent));
      case Tick tick -> onTick();
    };
  }

  @Override
  public Behavior<Command> onSignal(Signal signal) {
    return signal instanceof Terminated
        ? end(undelivered("the receiver has gone"))
        : Behaviors.unhandled();
  }

  private Behavior<Command> onAccept(Accept accept) {
    if (to == null) {
      to = accept.to();
      getContext().watch(to);
      fill();
    }
    return this;
  }

  private Behavior<Command> onAcknowledge(Acknowledge acknowledge) {
    underWay.remove(acknowledge.number());
    fill();
    return this;
  }

  private Behavior<Command> onTick() {
    long now = System.nanoTime();
    if (now - heard > options.patience().toNanos()) {
      return end(undelivered("nothing was heard for " + options.patience()));
    }
    if (underWay.isEmpty()) {
      offer();
    }
    long before = now - options.resend().toNanos();
    underWay.entrySet().stream().filter(e -> e.getValue() < before).toList().forEach(this::again);
    return this;
  }

  /** To begin with; and again when every chunk is acknowledged but the end was not heard. */
  private void offer() {
    receiver.tell(new WeightsReceiver.Offer(parcel.content(), getContext().getSelf()));
  }

  private void fill() {
    while (underWay.size() < options.window() && next < parcel.content().chunks()) {
      send(next++);
    }
  }

  private void again(Map.Entry<Integer, Long> late) {
    resent++;
    send(late.getKey());
  }

  private void send(int number) {
    underWay.put(number, System.nanoTime());
    to.tell(parcel.chunk(number));
  }

  private Outcome undelivered(String reason) {
    return new Outcome.Undelivered(parcel.content().label(), reason);
  }

  private Behavior<Command> end(Outcome outcome) {
    replyTo.tell(outcome);
    return Behaviors.stopped();
  }
}
