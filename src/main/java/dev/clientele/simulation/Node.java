package dev.clientele.simulation;

import dev.clientele.method.Evaluation;
import dev.clientele.method.Population;
import dev.clientele.tensor.Weights;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * The clients that live in this process, and what they all need: a client's actor is made when it
 * is first spoken to, and a model is sent to the node once, by its version, however many clients
 * start from it.
 */
final class Node extends AbstractMatchingBehavior<Node.Command> {
  /** The version under which the finished model, which is adapted to and measured, is held. */
  static final int FINISHED = -1;

  sealed interface Command {}

  /** Keep a model for the clients that will be told its version. */
  record Hold(int version, Weights shared) implements Command {}

  /** No client will be told this version any more. */
  record Drop(int version) implements Command {}

  /** Keep the population's samples for the measurements to come. */
  record Compare(Population population) implements Command {}

  /** Have a client make a visit. */
  record Train(int client, Order order, ActorRef<Client.Event> replyTo) implements Command {}

  /** Tell a client that a visit or an adaptation is over. */
  record Settle(int client, long number, boolean keep) implements Command {}

  /** Have a client adapt to the finished model. */
  record Adapt(int client, long number, ActorRef<Client.Event> replyTo) implements Command {}

  /** Have a client measure the finished model. */
  record Measure(int client, long number, Evaluation.Depth depth, ActorRef<Client.Event> replyTo)
      implements Command {}

  /** Collect all private tensors. */
  record Snapshot(ActorRef<PrivateStates> replyTo) implements Command {}

  private final ClientWork work;
  private final ActorRef<ComputePool.Command> pool;
  private final Map<Integer, ActorRef<Client.Command>> present = new HashMap<>();
  private final Map<Integer, Weights> models = new HashMap<>();

  /** From the checkpoint, for clients that nobody has spoken to since. */
  private final Map<Integer, Client.State> stored = new TreeMap<>();

  private Population population;

  private Node(
      ActorContext<Command> context,
      ClientWork work,
      ActorRef<ComputePool.Command> pool,
      PrivateStates states) {
    super(context);
    this.work = work;
    this.pool = pool;
    states.now().forEach((id, now) -> stored.put(id, state(id, now, states)));
  }

  private static Client.State state(int id, Weights now, PrivateStates states) {
    return new Client.State(id, Optional.of(now), Optional.ofNullable(states.before().get(id)));
  }

  /**
   * @param states private tensors from a checkpoint
   */
  static Behavior<Command> create(
      ClientWork work, ActorRef<ComputePool.Command> pool, PrivateStates states) {
    return ErrorsAsExceptions.in(
        Command.class, Behaviors.setup(context -> new Node(context, work, pool, states)));
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    switch (command) {
      case Hold(int version, Weights shared) -> models.put(version, shared);
      case Drop(int version) -> models.remove(version);
      case Compare(Population samples) -> population = samples;
      case Train(int client, Order order, var replyTo) ->
          client(client).tell(new Client.Train(order, model(order.version()), replyTo));
      case Settle(int client, long number, boolean keep) ->
          client(client).tell(new Client.Settle(number, keep));
      case Adapt(int client, long number, var replyTo) ->
          client(client).tell(new Client.Adapt(number, model(FINISHED), replyTo));
      case Measure(int client, long number, Evaluation.Depth depth, var replyTo) ->
          client(client)
              .tell(new Client.Measure(number, model(FINISHED), population, depth, replyTo));
      case Snapshot(var replyTo) ->
          watched(
              getContext()
                  .spawnAnonymous(
                      StateCollector.create(stored.values(), present.values(), replyTo)));
    }
    return this;
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

  private Weights model(int version) {
    Weights model = models.get(version);
    if (model == null) {
      throw new IllegalStateException(
          "expected model version " + version + " on this node but was " + models.keySet());
    }
    return model;
  }

  private ActorRef<Client.Command> client(int id) {
    return present.computeIfAbsent(id, this::welcome);
  }

  private ActorRef<Client.Command> welcome(int id) {
    Client.State known = stored.remove(id);
    Client.State state =
        known == null ? new Client.State(id, Optional.empty(), Optional.empty()) : known;
    return watched(getContext().spawn(Client.create(work, pool, state), "client-" + id));
  }

  private <T> ActorRef<T> watched(ActorRef<T> child) {
    getContext().watch(child);
    return child;
  }
}
