package dev.clientele.simulation;

import dev.clientele.method.Population;
import dev.clientele.method.Score;
import dev.clientele.tensor.Weights;
import dev.clientele.wire.WireMessage;
import dev.clientele.wire.transfer.Options;
import dev.clientele.wire.transfer.WeightsReceiver;
import dev.clientele.wire.transfer.WeightsSender;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.actor.typed.receptionist.Receptionist;

/**
 * Gives the clients' work to the nodes of a cluster, as much at a time as each has room for, and
 * keeps their private tensors. A model goes to a node once, before the first client there starts
 * from it; what comes back is one sum for each {@link Bundle} where the fold allows it. What a lost
 * node had in hand, updates that waited for their sum included, is made again elsewhere, from the
 * same model and the same tensors, so that it comes out the same; every beginning has a task number
 * of its own, and answers to numbers that are not expected any more are ignored.
 */
final class Placement extends AbstractMatchingBehavior<Placement.Command> {
  sealed interface Command permits Node.Command, FromStation, Found, Arrived, Sent, Tick {}

  /** What a station says. */
  sealed interface FromStation extends Command {}

  /**
   * A station is there.
   *
   * @param capacity tasks that it takes at once
   * @param workers how many of them it works at
   */
  record Present(
      ActorRef<Station.Command> station,
      ActorRef<WeightsReceiver.Command> door,
      int capacity,
      int workers)
      implements FromStation, WireMessage {}

  /** A task is done. */
  record Answer(ActorRef<Station.Command> station, long task, Report report)
      implements FromStation, WireMessage {}

  /**
   * A sum is made.
   *
   * @param sum {@link Packed}
   */
  record Summed(ActorRef<Station.Command> station, long task, Cargo sum)
      implements FromStation, WireMessage {}

  record Found(Set<ActorRef<Station.Command>> stations) implements Command {}

  record Arrived(long label, Weights weights) implements Command {}

  record Sent(WeightsSender.Outcome outcome) implements Command {}

  enum Tick implements Command {
    INSTANCE
  }

  private static final Duration TICK = Duration.ofSeconds(2);

  private final ClientWork work;
  private final ActorRef<ComputePool.Command> pool;
  private final ClientBook book;
  private final ActorRef<WeightsReceiver.Command> door;
  private final Shipping shipping;
  private final Set<ActorRef<Station.Command>> greeted = new HashSet<>();
  private final Map<ActorRef<Station.Command>, Place> places = new LinkedHashMap<>();
  private final Dispatch dispatch;
  private final ClusterMeter meter;
  private Population population;

  private Placement(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      ClientWork work,
      ActorRef<ComputePool.Command> pool,
      ClientStates states,
      Plan plan,
      ClusterMeter meter) {
    super(context);
    this.meter = meter;
    context.setLoggerName(Placement.class);
    this.work = work;
    this.pool = pool;
    this.book = new ClientBook(states, work.faults().staleState() > 0);
    ActorRef<WeightsReceiver.Arrived> arrivals =
        context.messageAdapter(
            WeightsReceiver.Arrived.class, a -> new Arrived(a.label(), a.weights()));
    door =
        context.spawn(
            WeightsReceiver.create(Options.upTo(work.largestTransfer()), arrivals), "door");
    context.watch(door);
    ActorRef<WeightsSender.Outcome> sent =
        context.messageAdapter(WeightsSender.Outcome.class, Sent::new);
    shipping =
        new Shipping(context, sent, plan.serving().broadcast(), plan.computing().changesOnly());
    dispatch = new Dispatch(book, shipping, places, plan.computing().attempts());
    ActorRef<Receptionist.Listing> listings =
        context.messageAdapter(
            Receptionist.Listing.class,
            listing -> new Found(listing.getServiceInstances(Station.KEY)));
    context.getSystem().receptionist().tell(Receptionist.subscribe(Station.KEY, listings));
    timers.startTimerWithFixedDelay(Tick.INSTANCE, TICK);
  }

  static Behavior<Node.Command> create(
      ClientWork work,
      ActorRef<ComputePool.Command> pool,
      ClientStates states,
      Plan plan,
      ClusterMeter meter) {
    Behavior<Command> behavior =
        Behaviors.setup(
            context ->
                Behaviors.withTimers(
                    timers -> new Placement(context, timers, work, pool, states, plan, meter)));
    return ErrorsAsExceptions.in(Command.class, behavior).narrow();
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    switch (command) {
      case Node.Command asked -> onAsked(asked);
      case Present present -> onPresent(present);
      case Answer answer -> onAnswer(answer);
      case Summed summed -> onSummed(summed);
      case Found(Set<ActorRef<Station.Command>> stations) -> stations.forEach(this::greet);
      case Arrived(long label, Weights weights) -> dispatch.arrived(label, weights);
      case Sent(WeightsSender.Outcome outcome) -> shipping.ended(outcome, places.values());
      case Tick _ -> onTick();
    }
    dispatch.assign();
    return this;
  }

  @Override
  public Behavior<Command> onSignal(Signal signal) {
    if (signal instanceof ChildFailed failed) {
      throw new IllegalStateException(
          "the actor " + failed.getRef().path().name() + " failed: " + failed.getCause(),
          failed.getCause());
    }
    if (signal instanceof Terminated ended) {
      onLost(ended.getRef().unsafeUpcast());
      dispatch.assign();
    }
    return this;
  }

  private void onAsked(Node.Command asked) {
    switch (asked) {
      case Node.Hold(int version, Weights shared) -> dispatch.hold(version, shared);
      case Node.Drop(int version) -> dispatch.drop(version);
      case Node.Compare(Population samples) -> population = samples;
      case Node.Train train -> {
        book.ask(train.client(), train.order().number());
        dispatch.take(Assignment.of(train));
      }
      case Node.Adapt adapt -> {
        book.ask(adapt.client(), adapt.number());
        dispatch.take(Assignment.of(adapt));
      }
      case Node.Settle(int client, long number, boolean keep) -> {
        book.settle(client, number, keep);
        if (!keep) {
          dispatch.abandon(number);
        }
      }
      case Node.Sum sum -> dispatch.sum(sum);
      case Node.Waste(long number) -> dispatch.leave(number);
      case Node.Measure measure -> measure(measure);
      case Node.Snapshot(ActorRef<PrivateStates> replyTo) -> replyTo.tell(book.states());
      case Node.Left left -> throw new IllegalStateException("no client lives here: " + left);
    }
  }

  /** Measuring is the server's own work. */
  private void measure(Node.Measure m) {
    Weights model = dispatch.model(Node.FINISHED);
    Weights mine = book.now(m.client()).orElseGet(work.method()::newcomer);
    Population compared = population;
    Job<Score> job = ws -> work.score(m.client(), model, mine, compared, m.depth(), ws);
    pool.tell(
        new ComputePool.Submit(
            Task.of(job, m.replyTo(), result -> new Client.Measured(m.number(), result))));
  }

  private void greet(ActorRef<Station.Command> station) {
    if (greeted.add(station)) {
      getContext().watch(station);
    }
    if (!places.containsKey(station)) {
      station.tell(new Station.Greet(getContext().getSelf().narrow(), door));
    }
  }

  private void onPresent(Present present) {
    if (greeted.contains(present.station()) && !places.containsKey(present.station())) {
      places.put(present.station(), new Place(present));
      meter.nodes(places.size());
      getContext().getLog().info("{} has joined", present.station().path().address());
    }
  }

  /** A node that was given up does not come back; whatever it says now is nobody's answer. */
  private void onLost(ActorRef<Station.Command> station) {
    greeted.remove(station);
    Place place = places.remove(station);
    if (place == null) {
      return;
    }
    meter.nodes(places.size());
    int lost = dispatch.lose(place);
    getContext()
        .getLog()
        .warn("{} is lost; {} visits are begun again", station.path().address(), lost);
  }

  /** An answer that nobody waits for is thanked for, so that it is not kept. */
  private void onAnswer(Answer answer) {
    if (!dispatch.answered(answer)) {
      answer.station().tell(new Station.Thanks(List.of(answer.task())));
    }
  }

  private void onSummed(Summed summed) {
    if (!dispatch.summed(summed)) {
      summed.station().tell(new Station.Thanks(List.of(summed.task())));
    }
  }

  private void onTick() {
    greeted.forEach(this::greet);
    dispatch.resend();
    places.values().forEach(Place::sendThanks);
  }
}
