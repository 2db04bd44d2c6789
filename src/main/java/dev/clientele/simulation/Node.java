package dev.clientele.simulation;

import dev.clientele.method.Evaluation;
import dev.clientele.method.Population;
import dev.clientele.tensor.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * The clients that live in this process, and what they all need: a client's actor is made for a
 * visit, an adaptation or a measurement, with its private tensors from the store, and ends when
 * that is over, which leaves the tensors there; a model is sent to the node once, by its version,
 * however many clients start from it.
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

  /** Say what all private tensors are, once every settled visit has left them here. */
  record Snapshot(ActorRef<PrivateStates> replyTo) implements Command {}

  /** A client whose visit is settled says what it leaves here. */
  record Left(Client.State state) implements Command {}

  private final ClientWork work;
  private final ActorRef<ComputePool.Command> pool;
  private final ClientStates states;
  private final Map<Integer, Present> present = new HashMap<>();
  private final Map<Integer, Weights> models = new HashMap<>();

  private final ActorRef<Client.State> farewells;

  /** The farewells that all clients owe. */
  private int leaving;

  /** Who waits for those before they hear what all private tensors are. */
  private final List<ActorRef<PrivateStates>> asking = new ArrayList<>();

  private Population population;

  /** A client that has an actor. */
  private static final class Present {
    private final ActorRef<Client.Command> actor;

    /** The tensors that the store has of it. */
    private Client.State stored;

    /** Whether a visit or an adaptation is not settled. */
    private boolean busy;

    /** Settled ones after which it has not said what it leaves. */
    private int farewells;

    Present(ActorRef<Client.Command> actor, Client.State stored) {
      this.actor = actor;
      this.stored = stored;
    }
  }

  private Node(
      ActorContext<Command> context,
      ClientWork work,
      ActorRef<ComputePool.Command> pool,
      ClientStates states) {
    super(context);
    this.work = work;
    this.pool = pool;
    this.states = states;
    this.farewells = context.messageAdapter(Client.State.class, Left::new);
  }

  /**
   * @param states the clients' private tensors; written by this actor alone
   */
  static Behavior<Command> create(
      ClientWork work, ActorRef<ComputePool.Command> pool, ClientStates states) {
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
          measure(client, new Client.Measure(number, model(FINISHED), population, depth, replyTo));
      case Snapshot(var replyTo) -> {
        asking.add(replyTo);
        answer();
      }
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
    return this; // a client has left
  }

  private Weights model(int version) {
    Weights model = models.get(version);
    if (model == null) {
      throw new IllegalStateException(
          "expected model version " + version + " on this node but was " + models.keySet());
    }
    return model;
  }

  private Present client(int id) {
    return present.computeIfAbsent(id, this::welcome);
  }

  private ActorRef<Client.Command> occupied(int id) {
    Present client = client(id);
    client.busy = true;
    return client.actor;
  }

  /** An actor that is made for a measurement is not needed afterwards. */
  private void measure(int id, Client.Measure question) {
    Present there = present.get(id);
    ActorRef<Client.Command> client = there == null ? welcome(id).actor : there.actor;
    client.tell(question);
    if (there == null) {
      client.tell(Client.Leave.INSTANCE);
    }
  }

  private void settle(int id, long number, boolean keep) {
    Present client = client(id);
    client.actor.tell(new Client.Settle(number, keep));
    client.actor.tell(new Client.TellState(farewells));
    client.busy = false;
    client.farewells++;
    leaving++;
  }

  /** Its actor stays if it has been called again meanwhile. */
  private void leave(Client.State state) {
    Present client = present.get(state.client());
    if (!state.equals(client.stored)) {
      states.put(state.client(), state.now(), state.before());
      client.stored = state;
    }
    client.farewells--;
    if (client.farewells == 0 && !client.busy) {
      client.actor.tell(Client.Leave.INSTANCE); // after whatever it was told before
      present.remove(state.client());
    }
    leaving--;
    answer();
  }

  private void answer() {
    if (leaving == 0) {
      asking.forEach(replyTo -> replyTo.tell(states.view()));
      asking.clear();
    }
  }

  private Present welcome(int id) {
    Client.State state = new Client.State(id, states.now(id), states.before(id));
    ActorRef<Client.Command> actor = getContext().spawnAnonymous(Client.create(work, pool, state));
    getContext().watch(actor);
    return new Present(actor, state);
  }
}
