package dev.clientele.simulation;

import dev.clientele.method.Evaluation;
import dev.clientele.method.Population;
import dev.clientele.tensor.Weights;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * is first spoken to and ends when its visit is settled, which leaves its private tensors here; a
 * model is sent to the node once, by its version, however many clients start from it.
 */
final class Node extends AbstractMatchingBehavior<Node.Command> {
  /** The version under which the finished model, which is adapted to and measured, is held. */
  static final int FINISHED = -1;

  sealed interface Command extends Placement.Command {}

  /** Keep a model for the clients that will be told its version. */
  record Hold(int version, Weights shared) implements Command {}

  /** No client will be told this version any more. */
  record Drop(int version) implements Command {}

  /** Keep the population's samples for the measurements to come. */
  record Compare(Population population) implements Command {}

  /** Have a client make a visit. */
  record Train(int client, Order order, Use use, ActorRef<Client.Event> replyTo)
      implements Command {}

  /** Tell a client that a visit or an adaptation is over. */
  record Settle(int client, long number, boolean keep) implements Command {}

  /** Sum these updates, which stayed where they were made, in this order. */
  record Sum(long id, List<Share> shares, ActorRef<Summed> replyTo) implements Command {}

  /** That update, if there is one, is not wanted. */
  record Waste(long number) implements Command {}

  /**
   * The answer to {@link Sum}.
   *
   * @param sum {@link Packed}
   */
  record Summed(long id, Weights sum) {}

  /** Have a client adapt to the finished model. */
  record Adapt(int client, long number, ActorRef<Client.Event> replyTo) implements Command {}

  /** Have a client measure the finished model. */
  record Measure(int client, long number, Evaluation.Depth depth, ActorRef<Client.Event> replyTo)
      implements Command {}

  /** Collect all private tensors. */
  record Snapshot(ActorRef<PrivateStates> replyTo) implements Command {}

  /** A client whose visit is settled says what it leaves here. */
  record Left(Client.State state) implements Command {}

  private final ClientWork work;
  private final ActorRef<ComputePool.Command> pool;
  private final Map<Integer, ActorRef<Client.Command>> present = new HashMap<>();
  private final Map<Integer, Weights> models = new HashMap<>();

  /** Those whose visit or adaptation is not settled. */
  private final Set<Integer> busy = new HashSet<>();

  /** What clients that have no actor have left here. */
  private final Map<Integer, Client.State> stored = new TreeMap<>();

  private final ActorRef<Client.State> farewells;
  private Population population;

  private Node(
      ActorContext<Command> context,
      ClientWork work,
      ActorRef<ComputePool.Command> pool,
      PrivateStates states) {
    super(context);
    this.work = work;
    this.pool = pool;
    this.farewells = context.messageAdapter(Client.State.class, Left::new);
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
      case Train(int client, Order order, _, var replyTo) ->
          occupied(client).tell(new Client.Train(order, model(order.version()), replyTo));
      case Sum _, Waste _ -> throw new IllegalStateException("every update goes to the server");
      case Settle(int client, long number, boolean keep) -> settle(client, number, keep);
      case Adapt(int client, long number, var replyTo) ->
          occupied(client).tell(new Client.Adapt(number, model(FINISHED), replyTo));
      case Measure(int client, long number, Evaluation.Depth depth, var replyTo) ->
          client(client)
              .tell(new Client.Measure(number, model(FINISHED), population, depth, replyTo));
      case Snapshot(var replyTo) -> collect(replyTo);
      case Left(Client.State state) -> leave(state);
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
    // A snapshot's collector has done its work, or a client has left.
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

  private ActorRef<Client.Command> occupied(int id) {
    busy.add(id);
    return client(id);
  }

  private void settle(int id, long number, boolean keep) {
    ActorRef<Client.Command> client = client(id);
    client.tell(new Client.Settle(number, keep));
    client.tell(new Client.TellState(farewells));
    busy.remove(id);
  }

  /** Unless it has been called again meanwhile. */
  private void leave(Client.State state) {
    int id = state.client();
    ActorRef<Client.Command> client = busy.contains(id) ? null : present.remove(id);
    if (client != null) {
      client.tell(Client.Leave.INSTANCE); // after whatever it was told before
      if (state.now().isPresent()) {
        stored.put(id, state);
      }
    }
  }

  private ActorRef<Client.Command> welcome(int id) {
    Client.State known = stored.remove(id);
    Client.State state =
        known == null ? new Client.State(id, Optional.empty(), Optional.empty()) : known;
    return watched(getContext().spawnAnonymous(Client.create(work, pool, state)));
  }

  /** Asks from here, so that no client leaves before it hears the question. */
  private void collect(ActorRef<PrivateStates> replyTo) {
    ActorRef<Client.State> collector =
        watched(
            getContext()
                .spawnAnonymous(StateCollector.create(stored.values(), present.size(), replyTo)));
    Client.TellState question = new Client.TellState(collector);
    present.values().forEach(client -> client.tell(question));
  }

  private <T> ActorRef<T> watched(ActorRef<T> child) {
    getContext().watch(child);
    return child;
  }
}
