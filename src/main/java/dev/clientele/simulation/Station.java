package dev.clientele.simulation;

import dev.clientele.tensor.Weights;
import dev.clientele.wire.WireMessage;
import dev.clientele.wire.transfer.Options;
import dev.clientele.wire.transfer.WeightsReceiver;
import dev.clientele.wire.transfer.WeightsSender;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.pekko.Done;
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
 * they start from, and the updates that wait to be summed here. The server can have all of it made
 * again, so that a node can die at any moment. Whatever it hears may come twice; what it answers is
 * kept until it is thanked for.
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

  /**
   * Sum the updates that were kept here.
   *
   * @param task a number as those of {@link Work}
   * @param terms in their order
   */
  record Sum(long task, List<Term> terms) implements Command, WireMessage {}

  /**
   * A part of a sum.
   *
   * @param task that made the update
   * @param samples its weight
   * @param factor that it is scaled by
   */
  record Term(long task, double samples, double factor) {}

  /** The update that was kept of that task is not wanted. */
  record Waste(long task) implements Command, WireMessage {}

  /** That model is not needed any more. */
  record Forget(long model) implements Command, WireMessage {}

  /** The answers of these tasks have been heard. */
  record Thanks(List<Long> tasks) implements Command, WireMessage {}

  private record Arrived(long label, Weights weights) implements Command {}

  private record Computed(Client.Event event) implements Command {}

  private record Told(long task, Update update, Client.State state, Throwable failure)
      implements Command {}

  private record AdaptedTold(long task, Effort effort, Client.State state, Throwable failure)
      implements Command {}

  private record Sent(WeightsSender.Outcome outcome) implements Command {}

  private final Plan.Computing computing;
  private final ActorRef<WeightsReceiver.Command> door;
  private final Visitors visitors;
  private final Harvest harvest;
  private final Outbox outbox;
  private final NodeLife life;
  private Greet server;

  private Station(
      ActorContext<Command> context,
      ClientWork work,
      ActorRef<ComputePool.Command> pool,
      Plan plan,
      NodeLife life) {
    super(context);
    this.life = life;
    this.computing = plan.computing();
    this.harvest = new Harvest(work.method().uplink(), plan.serving().clipNorm());
    ActorRef<WeightsReceiver.Arrived> arrivals =
        context.messageAdapter(
            WeightsReceiver.Arrived.class, a -> new Arrived(a.label(), a.weights()));
    door =
        context.spawn(
            WeightsReceiver.create(Options.upTo(work.largestTransfer()), arrivals), "door");
    ActorRef<Client.Event> events = context.messageAdapter(Client.Event.class, Computed::new);
    visitors = new Visitors(context, work, pool, events);
    outbox = new Outbox(context, context.messageAdapter(WeightsSender.Outcome.class, Sent::new));
    context.watch(pool);
    context.getSystem().receptionist().tell(Receptionist.register(KEY, context.getSelf()));
  }

  /**
   * @param life is told what becomes of it
   */
  static Behavior<Command> create(WorkerNode.Parts parts, NodeLife life) {
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
                    life)));
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    switch (command) {
      case Greet greet -> onGreet(greet);
      case Work order -> onWork(order);
      case Sum order -> onSum(order);
      case Waste(long task) -> harvest.waste(task);
      case Forget(long model) -> visitors.forget(model);
      case Thanks(List<Long> tasks) -> tasks.forEach(outbox::forget);
      case Arrived(long label, Weights weights) -> visitors.arrived(label, weights);
      case Computed(Client.Event event) -> onComputed(event);
      case Told told -> onTold(told);
      case AdaptedTold told -> onAdapted(told);
      case Sent(WeightsSender.Outcome outcome) -> outbox.ended(outcome);
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
      life.greeted().complete(Done.getInstance());
      getContext().watch(greet.home());
    }
    greet
        .home()
        .tell(
            new Placement.Present(
                getContext().getSelf(), door, computing.ahead(), computing.workers()));
  }

  private void onWork(Work order) {
    if (outbox.has(order.task())) {
      outbox.send(order.task(), server);
    } else {
      visitors.take(order);
    }
  }

  private void onSum(Sum order) {
    long task = order.task();
    if (outbox.has(task)) {
      outbox.send(task, server);
      return;
    }
    Map<Long, Weights> parcels = new TreeMap<>();
    Weights sum = Packed.of(harvest.sum(order));
    Cargo cargo = Outbox.pack(Labels.change(task), sum, parcels);
    Placement.Summed answer = new Placement.Summed(getContext().getSelf(), task, cargo);
    outbox.put(task, new Outbox.Letter(answer, parcels), server);
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
    ActorRef<Client.Command> client = visitors.client(task);
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
    long task = told.task();
    Map<Long, Weights> parcels = new TreeMap<>();
    Weights personal = told.state().now().orElseThrow();
    Update update = told.update();
    Report report =
        new Report.Trained(
            update.version(),
            update.samples(),
            update.images(),
            update.loss(),
            objection(task, update),
            deliver(task, update, parcels),
            Outbox.pack(Labels.personal(task), personal, parcels));
    finish(task, report, parcels);
  }

  private Errand.Train training(long task) {
    return (Errand.Train) visitors.errand(task);
  }

  private static Weights change(Update update) {
    return ((Change.Here) update.change()).weights(); // a client here sends it to here
  }

  /** Of an update that the server will not see. */
  private Optional<String> objection(long task, Update update) {
    Errand.Train train = training(task);
    return train.after() == Errand.After.SEND
        ? Optional.empty()
        : harvest.objection(change(update), update.version(), train.order().version());
  }

  private Cargo deliver(long task, Update update, Map<Long, Weights> parcels) {
    return switch (training(task).after()) {
      case SEND -> Outbox.pack(Labels.change(task), change(update), parcels);
      case KEEP -> {
        harvest.keep(task, change(update));
        yield Cargo.NONE;
      }
      case DROP -> Cargo.NONE;
    };
  }

  private void onAdapted(AdaptedTold told) {
    require(told.state(), told.failure());
    Map<Long, Weights> parcels = new TreeMap<>();
    Weights personal = told.state().now().orElseThrow();
    Cargo cargo = Outbox.pack(Labels.personal(told.task()), personal, parcels);
    Effort effort = told.effort();
    finish(
        told.task(),
        new Report.Adapted(effort.parameters(), effort.images(), effort.loss(), cargo),
        parcels);
  }

  private void fail(long task, String reason) {
    finish(task, new Report.Failed(reason), Map.of());
  }

  private void finish(long task, Report report, Map<Long, Weights> parcels) {
    visitors.dismiss(task);
    Placement.Answer answer = new Placement.Answer(getContext().getSelf(), task, report);
    outbox.put(task, new Outbox.Letter(answer, parcels), server);
  }
}
