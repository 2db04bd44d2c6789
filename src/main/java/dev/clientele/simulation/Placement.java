package dev.clientele.simulation;

import dev.clientele.method.Population;
import dev.clientele.method.Score;
import dev.clientele.tensor.Precision;
import dev.clientele.tensor.Weights;
import dev.clientele.wire.WireMessage;
import dev.clientele.wire.transfer.Options;
import dev.clientele.wire.transfer.Parcel;
import dev.clientele.wire.transfer.WeightsReceiver;
import dev.clientele.wire.transfer.WeightsSender;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
 * from it. What a lost node had in hand is begun again elsewhere, from the same model and the same
 * tensors, so that it comes out the same; every beginning has a task number of its own, and answers
 * to numbers that are not expected any more are ignored.
 */
final class Placement extends AbstractMatchingBehavior<Placement.Command> {
  sealed interface Command permits Node.Command, FromStation, Found, Arrived, Sent, Tick {}

  /** What a station says. */
  sealed interface FromStation extends Command {}

  /**
   * A station is there.
   *
   * @param capacity tasks that it takes at once
   */
  record Present(
      ActorRef<Station.Command> station, ActorRef<WeightsReceiver.Command> door, int capacity)
      implements FromStation, WireMessage {}

  /** A task is done. */
  record Answer(ActorRef<Station.Command> station, long task, Report report)
      implements FromStation, WireMessage {}

  record Found(Set<ActorRef<Station.Command>> stations) implements Command {}

  record Arrived(long label, Weights weights) implements Command {}

  record Sent(WeightsSender.Outcome outcome) implements Command {}

  enum Tick implements Command {
    INSTANCE
  }

  private static final Duration TICK = Duration.ofSeconds(2);
  private static final long RESEND_NANOSECONDS = Duration.ofSeconds(10).toNanos();

  private final ClientWork work;
  private final ActorRef<ComputePool.Command> pool;
  private final int attempts;
  private final ClientBook book;
  private final ActorRef<WeightsReceiver.Command> door;
  private final ActorRef<WeightsSender.Outcome> outcomes;
  private final Set<ActorRef<Station.Command>> greeted = new HashSet<>();
  private final Map<ActorRef<Station.Command>, Place> places = new LinkedHashMap<>();
  private final Map<Integer, Weights> models = new HashMap<>();
  private final Deque<Assignment> waiting = new ArrayDeque<>();
  private final Map<Long, Assignment> running = new TreeMap<>();
  private final Map<Long, Runnable> undelivered = new HashMap<>();
  private Population population;
  private long labels = 1;
  private long tasks = 1;

  private Placement(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      ClientWork work,
      ActorRef<ComputePool.Command> pool,
      ClientStates states,
      Plan plan) {
    super(context);
    context.setLoggerName(Placement.class);
    this.work = work;
    this.pool = pool;
    this.attempts = plan.computing().attempts();
    this.book = new ClientBook(states, work.faults().staleState() > 0);
    ActorRef<WeightsReceiver.Arrived> arrivals =
        context.messageAdapter(
            WeightsReceiver.Arrived.class, a -> new Arrived(a.label(), a.weights()));
    door = context.spawn(WeightsReceiver.create(Options.defaults(), arrivals), "door");
    context.watch(door);
    outcomes = context.messageAdapter(WeightsSender.Outcome.class, Sent::new);
    ActorRef<Receptionist.Listing> listings =
        context.messageAdapter(
            Receptionist.Listing.class,
            listing -> new Found(listing.getServiceInstances(Station.KEY)));
    context.getSystem().receptionist().tell(Receptionist.subscribe(Station.KEY, listings));
    timers.startTimerWithFixedDelay(Tick.INSTANCE, TICK);
  }

  static Behavior<Node.Command> create(
      ClientWork work, ActorRef<ComputePool.Command> pool, ClientStates states, Plan plan) {
    Behavior<Command> behavior =
        Behaviors.setup(
            context ->
                Behaviors.withTimers(
                    timers -> new Placement(context, timers, work, pool, states, plan)));
    return ErrorsAsExceptions.in(Command.class, behavior).narrow();
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    switch (command) {
      case Node.Command asked -> onAsked(asked);
      case Present present -> onPresent(present);
      case Answer answer -> onAnswer(answer);
      case Found(Set<ActorRef<Station.Command>> stations) -> stations.forEach(this::greet);
      case Arrived(long label, Weights weights) -> onArrived(label, weights);
      case Sent(WeightsSender.Outcome outcome) -> onSent(outcome);
      case Tick _ -> onTick();
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
    if (signal instanceof Terminated ended) {
      onLost(ended.getRef().unsafeUpcast());
    }
    return this;
  }

  private void onAsked(Node.Command asked) {
    switch (asked) {
      case Node.Hold(int version, Weights shared) -> {
        drop(version);
        models.put(version, shared);
      }
      case Node.Drop(int version) -> drop(version);
      case Node.Compare(Population samples) -> population = samples;
      case Node.Train train -> {
        book.ask(train.client(), train.order().number());
        take(Assignment.of(train));
      }
      case Node.Adapt adapt -> {
        book.ask(adapt.client(), adapt.number());
        take(Assignment.of(adapt));
      }
      case Node.Settle(int client, long number, boolean keep) -> {
        book.settle(client, number, keep);
        if (!keep) {
          abandon(number);
        }
      }
      case Node.Measure measure -> measure(measure);
      case Node.Snapshot(ActorRef<PrivateStates> replyTo) -> replyTo.tell(book.states());
      case Node.Left left -> throw new IllegalStateException("no client lives here: " + left);
    }
  }

  private void drop(int version) {
    models.remove(version);
    places.values().forEach(place -> place.forget(version));
  }

  private void take(Assignment assignment) {
    waiting.addLast(assignment);
    assign();
  }

  /** Nobody wants that visit's result any more; a node that is at it may go on. */
  private void abandon(long number) {
    waiting.removeIf(a -> a.isVisit(number));
    running.values().stream().filter(a -> a.isVisit(number)).forEach(Assignment::abandon);
  }

  /** Measuring is the server's own work. */
  private void measure(Node.Measure m) {
    Weights model = models.get(Node.FINISHED);
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
      getContext().getLog().info("{} has joined", present.station().path().address());
      assign();
    }
  }

  /** A node that was given up does not come back; whatever it says now is nobody's answer. */
  private void onLost(ActorRef<Station.Command> station) {
    greeted.remove(station);
    Place place = places.remove(station);
    if (place == null) {
      return;
    }
    List<Assignment> lost = running.values().stream().filter(a -> a.isAt(place)).toList();
    getContext()
        .getLog()
        .warn("{} is lost; {} visits are begun again", station.path().address(), lost.size());
    for (Assignment assignment : lost.reversed()) {
      running.remove(assignment.task());
      redo(assignment);
    }
    assign();
  }

  private void redo(Assignment assignment) {
    if (assignment.isAbandoned()) {
      return;
    }
    if (assignment.begun() >= attempts) {
      throw new IllegalStateException(
          "client " + assignment.client() + " was lost with its node " + attempts + " times");
    }
    waiting.addFirst(assignment);
  }

  private void assign() {
    while (!waiting.isEmpty()) {
      int version = waiting.peek().version();
      places.values().stream().filter(Place::hasRoom).forEach(place -> bring(version, place));
      Optional<Place> best =
          places.values().stream()
              .filter(place -> place.hasRoom() && place.holds(version))
              .min(Comparator.comparingDouble(Place::load));
      if (best.isEmpty()) {
        return;
      }
      begin(waiting.remove(), best.get());
    }
  }

  /** Sends a model to a node that does not have it. */
  private void bring(int version, Place place) {
    if (place.isNew(version)) {
      long label = labels++;
      place.expect(version, label);
      send(label, models.get(version), place, () -> place.undelivered(label));
    }
  }

  private void begin(Assignment assignment, Place place) {
    long task = tasks++;
    long label = labels++;
    Optional<Weights> start = assignment.start(book);
    Cargo cargo = start.map(weights -> Cargo.of(weights, label)).orElse(Cargo.NONE);
    assignment.begin(task, place, cargo);
    running.put(task, assignment);
    if (cargo.coming().isPresent()) {
      resend(label, start.get(), place, task);
    }
    assignment.send();
  }

  private void resend(long label, Weights weights, Place place, long task) {
    send(label, weights, place, () -> resendIfRunning(label, weights, place, task));
  }

  private void resendIfRunning(long label, Weights weights, Place place, long task) {
    if (running.containsKey(task) && places.containsValue(place)) {
      resend(label, weights, place, task);
    }
  }

  private void send(long label, Weights weights, Place place, Runnable ifUndelivered) {
    Parcel parcel = Parcel.full(label, weights, Precision.FP32, Options.defaults());
    undelivered.put(label, ifUndelivered);
    getContext()
        .spawnAnonymous(WeightsSender.create(parcel, Options.defaults(), place.door(), outcomes));
  }

  private void onSent(WeightsSender.Outcome outcome) {
    switch (outcome) {
      case WeightsSender.Outcome.Delivered(long label, _) -> {
        undelivered.remove(label);
        places.values().forEach(place -> place.delivered(label));
      }
      case WeightsSender.Outcome.Undelivered(long label, String reason) -> {
        getContext().getLog().warn("weights did not reach a node: {}", reason);
        undelivered.remove(label).run();
      }
    }
    assign();
  }

  private void onAnswer(Answer answer) {
    Assignment assignment = running.get(answer.task());
    if (assignment == null) {
      answer.station().tell(new Station.Thanks(answer.task()));
      return;
    }
    assignment.report(answer.report());
    endIfComplete(assignment);
  }

  private void onArrived(long label, Weights weights) {
    Assignment assignment = running.get(Labels.task(label));
    if (assignment != null) {
      assignment.arrived(label, weights);
      endIfComplete(assignment);
    }
  }

  private void endIfComplete(Assignment assignment) {
    if (!assignment.isComplete()) {
      return;
    }
    running.remove(assignment.task());
    assignment.end(book);
    assign();
  }

  private void onTick() {
    greeted.forEach(this::greet);
    running.values().stream()
        .filter(a -> a.isOlderThan(RESEND_NANOSECONDS))
        .forEach(Assignment::send);
    assign();
  }
}
