package dev.clientele.simulation;

import dev.clientele.tensor.Precision;
import dev.clientele.tensor.Weights;
import dev.clientele.wire.WireMessage;
import dev.clientele.wire.transfer.Options;
import dev.clientele.wire.transfer.Parcel;
import dev.clientele.wire.transfer.WeightsReceiver;
import dev.clientele.wire.transfer.WeightsSender;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;
import org.apache.pekko.japi.function.Function2;

/**
 * A worker's node: the clients that are at work here for the time of a visit, and the models that
 * they start from. It keeps nothing for longer, so that it can die at any moment. Whatever it hears
 * may come twice; what it answers is kept until it is thanked for.
 */
final class Station extends AbstractMatchingBehavior<Station.Command> {
  static final ServiceKey<Command> KEY = ServiceKey.create(Command.class, "station");

  /** A client that has done its work answers at once. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  sealed interface Command {}

  /** The server is there, and where its weights go in. */
  record Greet(ActorRef<Placement.FromStation> home, ActorRef<WeightsReceiver.Command> door)
      implements Command, WireMessage {}

  /**
   * Do this.
   *
   * @param task never given twice but for the same
   * @param model the label of the transfer that brought the model
   */
  record Work(long task, long model, Errand errand) implements Command, WireMessage {}

  /** That model is not needed any more. */
  record Forget(long model) implements Command, WireMessage {}

  /** The answer has been heard. */
  record Thanks(long task) implements Command, WireMessage {}

  private record Arrived(long label, Weights weights) implements Command {}

  private record Computed(Client.Event event) implements Command {}

  private record Told(long task, Update update, Client.State state, Throwable failure)
      implements Command {}

  private record AdaptedTold(long task, Effort effort, Client.State state, Throwable failure)
      implements Command {}

  private record Sent(WeightsSender.Outcome outcome) implements Command {}

  /** Work in hand; the actor is null while weights are missing. */
  private record Visitor(Work work, ActorRef<Client.Command> client) {}

  /** An answer that nobody has thanked for yet. */
  private record Kept(Report report, Map<Long, Weights> parcels) {}

  private final ClientWork work;
  private final int capacity;
  private final ActorRef<ComputePool.Command> pool;
  private final ActorRef<WeightsReceiver.Command> door;
  private final ActorRef<Client.Event> events;
  private final ActorRef<WeightsSender.Outcome> outcomes;
  private final Map<Long, Weights> models = new HashMap<>();

  /** Not needed any more before they were there. */
  private final Set<Long> unwanted = new HashSet<>();

  private final Map<Long, Visitor> present = new TreeMap<>();
  private final Map<Long, Kept> kept = new HashMap<>();
  private final Map<Long, Long> underWay = new HashMap<>();
  private final AtomicBoolean greeted;
  private Greet server;

  private Station(
      ActorContext<Command> context,
      ClientWork work,
      ActorRef<ComputePool.Command> pool,
      Plan plan,
      AtomicBoolean greeted) {
    super(context);
    this.work = work;
    this.pool = pool;
    this.greeted = greeted;
    this.capacity = plan.computing().ahead();
    ActorRef<WeightsReceiver.Arrived> arrivals =
        context.messageAdapter(
            WeightsReceiver.Arrived.class, a -> new Arrived(a.label(), a.weights()));
    door = context.spawn(WeightsReceiver.create(Options.defaults(), arrivals), "door");
    events = context.messageAdapter(Client.Event.class, Computed::new);
    outcomes = context.messageAdapter(WeightsSender.Outcome.class, Sent::new);
    context.watch(pool);
    context.getSystem().receptionist().tell(Receptionist.register(KEY, context.getSelf()));
  }

  /**
   * @param greeted set when the server has spoken to it
   */
  static Behavior<Command> create(WorkerNode.Parts parts, AtomicBoolean greeted) {
    return ErrorsAsExceptions.in(
        Command.class,
        Behaviors.setup(
            context ->
                new Station(
                    context,
                    parts.work(),
                    context.spawn(
                        ComputePool.create(parts.workspaces(), parts.plan().computing()), "pool"),
                    parts.plan(),
                    greeted)));
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    switch (command) {
      case Greet greet -> onGreet(greet);
      case Work order -> onWork(order);
      case Forget(long model) -> onForget(model);
      case Thanks(long task) -> kept.remove(task);
      case Arrived(long label, Weights weights) -> onArrived(label, weights);
      case Computed(Client.Event event) -> onComputed(event);
      case Told told -> onTold(told);
      case AdaptedTold told -> onAdapted(told);
      case Sent(WeightsSender.Outcome outcome) -> onSent(outcome);
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
    boolean over =
        server != null
            && signal instanceof Terminated ended
            && ended.getRef().path().equals(server.home().path());
    return over ? Behaviors.stopped() : this;
  }

  private void onGreet(Greet greet) {
    if (server == null) {
      server = greet;
      greeted.set(true);
      getContext().watch(greet.home());
    }
    greet.home().tell(new Placement.Present(getContext().getSelf(), door, capacity));
  }

  private void onWork(Work order) {
    Kept done = kept.get(order.task());
    if (done != null) {
      answer(order.task(), done);
    } else if (!present.containsKey(order.task())) {
      present.put(order.task(), new Visitor(order, null));
      beginIfComplete(order);
    }
  }

  private void onForget(long model) {
    if (models.remove(model) == null) {
      unwanted.add(model);
    }
  }

  private void onArrived(long label, Weights weights) {
    if (unwanted.remove(label)) {
      return;
    }
    models.put(label, weights);
    present.values().stream()
        .filter(visitor -> visitor.client() == null)
        .map(Visitor::work)
        .toList()
        .forEach(this::beginIfComplete);
  }

  private void beginIfComplete(Work order) {
    OptionalLong start =
        order.errand() instanceof Errand.Train(_, _, Cargo cargo)
            ? cargo.coming()
            : OptionalLong.empty();
    if (!models.containsKey(order.model())
        || (start.isPresent() && !models.containsKey(start.getAsLong()))) {
      return;
    }
    Weights model = models.get(order.model());
    ActorRef<Client.Command> client = welcome(order.errand());
    present.put(order.task(), new Visitor(order, client));
    switch (order.errand()) {
      case Errand.Train(_, Order o, _) -> {
        // The task's number is the only one that no two visits on this node share.
        Order mine = new Order(order.task(), o.turn(), o.version(), o.damage());
        client.tell(new Client.Train(mine, model, events));
      }
      case Errand.Adapt _ -> client.tell(new Client.Adapt(order.task(), model, events));
    }
  }

  private ActorRef<Client.Command> welcome(Errand errand) {
    Cargo cargo = errand instanceof Errand.Train(_, _, Cargo start) ? start : Cargo.NONE;
    var tensors =
        cargo.coming().isPresent()
            ? Optional.of(models.remove(cargo.coming().getAsLong()))
            : cargo.here();
    Client.State state = new Client.State(errand.client(), tensors, tensors);
    ActorRef<Client.Command> client = getContext().spawnAnonymous(Client.create(work, pool, state));
    getContext().watch(client);
    return client;
  }

  private void onComputed(Client.Event event) {
    long task = event.number();
    switch (event) {
      case Client.Trained(_, Result.Completed<Update>(Update update)) ->
          leave(task, (state, e) -> new Told(task, update, state, e));
      case Client.Adapted(_, Result.Completed<Effort>(Effort effort)) ->
          leave(task, (state, e) -> new AdaptedTold(task, effort, state, e));
      case Client.Trained(_, Result.Failed<Update>(String reason)) -> fail(task, reason);
      case Client.Adapted(_, Result.Failed<Effort>(String reason)) -> fail(task, reason);
      case Client.Measured _ -> throw new IllegalStateException("nothing is measured here");
    }
  }

  /** The client's tensors go to the server, which keeps them. */
  private void leave(long task, Function2<Client.State, Throwable, Command> then) {
    ActorRef<Client.Command> client = present.get(task).client();
    client.tell(new Client.Settle(task, true));
    getContext().ask(Client.State.class, client, PATIENCE, Client.TellState::new, then);
  }

  private static void require(Client.State state, Throwable failure) {
    if (state == null) {
      throw new IllegalStateException("a client did not tell its tensors", failure);
    }
  }

  private void onTold(Told told) {
    require(told.state(), told.failure());
    Map<Long, Weights> parcels = new TreeMap<>();
    Update update = told.update();
    Cargo change = pack(Labels.change(told.task()), update.change(), parcels);
    Cargo personal = pack(Labels.personal(told.task()), told.state().now().orElseThrow(), parcels);
    finish(
        told.task(),
        new Kept(
            new Report.Trained(
                update.version(),
                update.samples(),
                update.images(),
                update.loss(),
                change,
                personal),
            parcels));
  }

  private void onAdapted(AdaptedTold told) {
    require(told.state(), told.failure());
    Map<Long, Weights> parcels = new TreeMap<>();
    Cargo personal = pack(Labels.personal(told.task()), told.state().now().orElseThrow(), parcels);
    Effort effort = told.effort();
    finish(
        told.task(),
        new Kept(
            new Report.Adapted(effort.parameters(), effort.images(), effort.loss(), personal),
            parcels));
  }

  private void fail(long task, String reason) {
    finish(task, new Kept(new Report.Failed(reason), Map.of()));
  }

  private static Cargo pack(long label, Weights weights, Map<Long, Weights> parcels) {
    Cargo cargo = Cargo.of(weights, label);
    if (cargo.coming().isPresent()) {
      parcels.put(label, weights);
    }
    return cargo;
  }

  private void finish(long task, Kept answer) {
    ActorRef<Client.Command> client = present.remove(task).client();
    getContext().unwatch(client);
    getContext().stop(client);
    kept.put(task, answer);
    answer(task, answer);
  }

  private void answer(long task, Kept answer) {
    server.home().tell(new Placement.Answer(getContext().getSelf(), task, answer.report()));
    answer.parcels().forEach((label, weights) -> send(task, label, weights));
  }

  private void send(long task, long label, Weights weights) {
    if (underWay.putIfAbsent(label, task) == null) {
      Parcel parcel = Parcel.full(label, weights, Precision.FP32, Options.defaults());
      getContext()
          .spawnAnonymous(
              WeightsSender.create(parcel, Options.defaults(), server.door(), outcomes));
    }
  }

  /** What was not delivered is sent again when the server asks again. */
  private void onSent(WeightsSender.Outcome outcome) {
    switch (outcome) {
      case WeightsSender.Outcome.Delivered(long label, _) -> underWay.remove(label);
      case WeightsSender.Outcome.Undelivered(long label, String reason) -> {
        underWay.remove(label);
        getContext().getLog().warn("weights did not reach the server: {}", reason);
      }
    }
  }
}
