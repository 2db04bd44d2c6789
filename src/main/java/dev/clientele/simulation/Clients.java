package dev.clientele.simulation;

import dev.clientele.tensor.Weights;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Every client's parent: makes a client's actor when it is first spoken to, and collects all
 * clients' private tensors for a checkpoint.
 */
final class Clients extends AbstractMatchingBehavior<Clients.Command> {
  sealed interface Command {}

  /** Pass this on to a client. */
  record Tell(int client, Client.Command command) implements Command {}

  /** Collect the private tensors as they were at the end of round {@code asOf}. */
  record Snapshot(int asOf, ActorRef<States> replyTo) implements Command {}

  /** The private tensors of every client that has trained or adapted, by its number. */
  record States(SortedMap<Integer, Weights> personal) {}

  private final ClientWork work;
  private final ActorRef<ComputePool.Command> pool;
  private final Map<Integer, ActorRef<Client.Command>> present = new HashMap<>();

  /** From the checkpoint, for clients that nobody has spoken to since. */
  private final SortedMap<Integer, Weights> stored;

  private Clients(
      ActorContext<Command> context,
      ClientWork work,
      ActorRef<ComputePool.Command> pool,
      SortedMap<Integer, Weights> stored) {
    super(context);
    this.work = work;
    this.pool = pool;
    this.stored = new TreeMap<>(stored);
  }

  /**
   * @param stored private tensors from a checkpoint, by client
   */
  static Behavior<Command> create(
      ClientWork work, ActorRef<ComputePool.Command> pool, SortedMap<Integer, Weights> stored) {
    return ErrorsAsExceptions.in(
        Command.class, Behaviors.setup(context -> new Clients(context, work, pool, stored)));
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    return switch (command) {
      case Tell tell -> onTell(tell);
      case Snapshot snapshot -> onSnapshot(snapshot);
    };
  }

  @Override
  public Behavior<Command> onSignal(Signal signal) {
    if (signal instanceof ChildFailed failed) {
      throw new IllegalStateException(
          "the actor " + failed.getRef().path().name() + " failed: " + failed.getCause(),
          failed.getCause());
    }
    // A snapshot's collector has done its work.
    return this;
  }

  private Behavior<Command> onTell(Tell tell) {
    present.computeIfAbsent(tell.client(), this::welcome).tell(tell.command());
    return this;
  }

  private ActorRef<Client.Command> welcome(int id) {
    Optional<Weights> personal = Optional.ofNullable(stored.remove(id));
    return watched(getContext().spawn(Client.create(id, work, pool, personal), "client-" + id));
  }

  private Behavior<Command> onSnapshot(Snapshot snapshot) {
    watched(
        getContext()
            .spawnAnonymous(
                StateCollector.create(
                    stored, present.values(), snapshot.asOf(), snapshot.replyTo())));
    return this;
  }

  private <T> ActorRef<T> watched(ActorRef<T> child) {
    getContext().watch(child);
    return child;
  }
}
