package dev.clientele.wire.transfer;

import dev.clientele.tensor.Weights;
import dev.clientele.wire.Slice;
import dev.clientele.wire.WireMessage;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * The receiving end of one transfer. It stays after the last chunk, to acknowledge again what was
 * not heard, and stops with the sender.
 */
final class Incoming extends AbstractMatchingBehavior<Incoming.Command> {
  sealed interface Command {}

  /** Some of the numbers: those from {@code offset} on. */
  record Chunk(int number, int offset, Slice numbers) implements Command, WireMessage {}

  private final Content content;
  private final ActorRef<WeightsSender.Command> sender;
  private final ActorRef<WeightsReceiver.Command> receiver;

  /** Null once everything was passed on. */
  private Assembly assembly;

  private Incoming(
      ActorContext<Command> context,
      Content content,
      Optional<Weights> base,
      ActorRef<WeightsSender.Command> sender,
      ActorRef<WeightsReceiver.Command> receiver) {
    super(context);
    this.content = content;
    this.sender = sender;
    this.receiver = receiver;
    this.assembly = new Assembly(content, base);
    context.watch(sender);
  }

  static Behavior<Command> create(
      Content content,
      Optional<Weights> base,
      ActorRef<WeightsSender.Command> sender,
      ActorRef<WeightsReceiver.Command> receiver) {
    return Behaviors.setup(
        context -> new Incoming(context, content, base, sender, receiver).passOnIfComplete());
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    return switch (command) {
      case Chunk chunk -> onChunk(chunk);
    };
  }

  @Override
  public Behavior<Command> onSignal(Signal signal) {
    return signal instanceof Terminated ? Behaviors.stopped() : Behaviors.unhandled();
  }

  private Behavior<Command> onChunk(Chunk chunk) {
    if (assembly == null) {
      sender.tell(WeightsSender.Complete.INSTANCE);
      return this;
    }
    try {
      assembly.put(chunk.number(), chunk.offset(), chunk.numbers());
      sender.tell(new WeightsSender.Acknowledge(chunk.number()));
      return passOnIfComplete();
    } catch (IllegalArgumentException e) {
      sender.tell(new WeightsSender.Refuse(e.getMessage()));
      return Behaviors.stopped();
    }
  }

  private Behavior<Command> passOnIfComplete() {
    if (assembly.complete()) {
      Weights weights = assembly.finish();
      assembly = null;
      receiver.tell(new WeightsReceiver.Assembled(sender, content.label(), weights));
      sender.tell(WeightsSender.Complete.INSTANCE);
    }
    return this;
  }
}
