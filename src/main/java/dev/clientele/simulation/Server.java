package dev.clientele.simulation;

import dev.clientele.method.Evaluation;
import dev.clientele.method.Method;
import dev.clientele.method.Population;
import dev.clientele.method.ServerState;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Leads a run through its phases: rounds of pre-training, the unseen clients' adaptation, the final
 * evaluation. Every step ends at a {@link Position}, in the cohort's order, whatever the order in
 * which clients answered. An exception here or in a child fails the run.
 */
final class Server extends AbstractMatchingBehavior<Server.Command> {
  sealed interface Command {}

  /** Write a checkpoint as of the last complete step and end. */
  enum Interrupt implements Command {
    INSTANCE
  }

  private record Heard(Client.Event event) implements Command {}

  private record SnapshotTaken(SortedMap<Integer, Weights> personal) implements Command {}

  private record PopulationMade(Result<Population> result) implements Command {}

  private final Simulation.Parameters parameters;
  private final Plan plan;
  private final Method method;
  private final Journal journal;
  private final Schedule schedule;
  private final RandomKey key;
  private final ActorRef<Outcome> replyTo;
  private final ActorRef<ComputePool.Command> pool;
  private final ActorRef<Clients.Command> clients;
  private final ActorRef<Client.Event> events;
  private final ActorRef<Clients.States> snapshots;

  private Position at;
  private Map<String, Long> marks;
  private boolean snapshotAsked;
  private boolean saved;
  private boolean interrupted;
  private long stepStarted;

  /** The private tensors as of the last checkpoint. */
  private SortedMap<Integer, Weights> personal = new TreeMap<>();

  private TrainingRound round;
  private AdaptationStage adaptation;
  private Measurement measurement;

  private Server(
      ActorContext<Command> context, Simulation.Parameters parameters, ActorRef<Outcome> replyTo) {
    super(context);
    this.parameters = parameters;
    this.plan = parameters.plan();
    this.method = parameters.method();
    this.journal = parameters.journal();
    this.key = RandomKey.of(plan.seed());
    this.schedule = new Schedule(key, parameters.federation().registered(), plan);
    this.replyTo = replyTo;
    parameters.resume().ifPresent(checkpoint -> personal = checkpoint.personal());
    ClientWork work = new ClientWork(parameters.federation(), method, parameters.evaluation(), key);
    var size = new ComputePool.Size(plan.workers(), plan.ahead(), plan.attempts());
    pool = context.spawn(ComputePool.create(parameters.workspaces(), size), "pool");
    clients = context.spawn(Clients.create(work, pool, personal), "clients");
    context.watch(pool);
    context.watch(clients);
    events = context.messageAdapter(Client.Event.class, Heard::new);
    snapshots =
        context.messageAdapter(
            Clients.States.class, states -> new SnapshotTaken(states.personal()));
  }

  static Behavior<Command> create(Simulation.Parameters parameters, ActorRef<Outcome> replyTo) {
    return ErrorsAsExceptions.in(
        Command.class,
        Behaviors.setup(context -> new Server(context, parameters, replyTo).begin()));
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    if (interrupted && !(command instanceof SnapshotTaken)) {
      return this;
    }
    return switch (command) {
      case Heard(Client.Trained trained) -> onTrained(trained);
      case Heard(Client.Adapted adapted) -> onAdapted(adapted);
      case Heard(Client.Measured measured) -> onMeasured(measured);
      case PopulationMade made -> onPopulationMade(made);
      case SnapshotTaken taken -> onSnapshotTaken(taken);
      case Interrupt interrupt -> onInterrupt();
    };
  }

  @Override
  public Behavior<Command> onSignal(Signal signal) {
    if (signal instanceof ChildFailed failed) {
      throw new IllegalStateException(
          "the " + failed.getRef().path().name() + " failed: " + failed.getCause().getMessage(),
          failed.getCause());
    }
    return Behaviors.unhandled();
  }

  private Behavior<Command> begin() {
    if (parameters.resume().isPresent()) {
      Checkpoint from = parameters.resume().get();
      at = from.position();
      marks = from.journal();
      saved = true;
      journal.rewind(marks);
      return proceed();
    }
    journal.phase(Phase.PRETRAINING, 0, 0);
    ServerState start = method.start(key.child("start"));
    reach(new Position(Phase.PRETRAINING, 0, 0, Counters.ZERO, start));
    return plan.checkpointDue(0) ? takeSnapshot() : proceed();
  }

  /** From the position on, as if the run had just come there. */
  private Behavior<Command> proceed() {
    if (at.phase() == Phase.ADAPTATION) {
      return evaluateAll();
    }
    if (at.round() == plan.rounds()) {
      return adapt();
    }
    // The final evaluation measures the same clients on the same noise as one after the last round.
    return plan.evaluationDue(at.round()) ? evaluateSeen() : train();
  }

  private Behavior<Command> train() {
    int number = at.round() + 1;
    stepStarted = System.nanoTime();
    round =
        new TrainingRound(
            number, schedule.cohort(number), at.virtualSeconds(), method.shared(), plan);
    return callForTraining();
  }

  private Behavior<Command> callForTraining() {
    Weights shared = at.state().shared();
    return call(round.calls(), p -> new Client.Train(round.number(), p, shared, events));
  }

  private Behavior<Command> onTrained(Client.Trained trained) {
    round.finish(trained.place(), trained.result());
    Fanout<VisitRecord> calls = round.calls();
    journal.progress(Phase.PRETRAINING, round.number(), calls.finished(), calls.size());
    return calls.done() ? endRound() : callForTraining();
  }

  private Behavior<Command> endRound() {
    Optional<Weights> mean = round.mean();
    RoundReport report = round.report(mean.map(Weights::norm).orElse(0.0));
    round.visits().forEach(journal::visit);
    journal.round(report);
    journal.timing(timing(Phase.PRETRAINING, report.round(), report.images()));
    reach(
        new Position(
            Phase.PRETRAINING,
            report.round(),
            report.virtualEnd(),
            at.counters().plus(report),
            mean.map(update -> method.apply(at.state(), update)).orElse(at.state())));
    return plan.checkpointDue(at.round()) ? takeSnapshot() : proceed();
  }

  private Behavior<Command> adapt() {
    stepStarted = System.nanoTime();
    journal.phase(Phase.ADAPTATION, at.round(), at.virtualSeconds());
    adaptation =
        new AdaptationStage(
            at.round(), schedule.unseen(), at.virtualSeconds(), method.shared(), plan);
    return adaptation.calls().done() ? endAdaptation() : callForAdaptation();
  }

  private Behavior<Command> callForAdaptation() {
    Weights finished = at.state().average();
    return call(adaptation.calls(), p -> new Client.Adapt(plan.rounds() + 1, p, finished, events));
  }

  private Behavior<Command> onAdapted(Client.Adapted adapted) {
    adaptation.finish(adapted.place(), adapted.result());
    Fanout<VisitRecord> calls = adaptation.calls();
    journal.progress(Phase.ADAPTATION, at.round(), calls.finished(), calls.size());
    return calls.done() ? endAdaptation() : callForAdaptation();
  }

  private Behavior<Command> endAdaptation() {
    AdaptationReport report = adaptation.report();
    adaptation.visits().forEach(journal::visit);
    journal.adaptation(report);
    journal.timing(timing(Phase.ADAPTATION, at.round(), report.images()));
    reach(
        new Position(
            Phase.ADAPTATION,
            at.round(),
            report.virtualEnd(),
            at.counters().plus(report),
            at.state()));
    return takeSnapshot();
  }

  private Behavior<Command> evaluateSeen() {
    int[] seen = schedule.measured(at.round());
    return measure(new Measurement(Evaluation.Depth.LOSS, seen, seen.length, plan.ahead()));
  }

  /**
   * A client that never trained, or whose adaptation failed, has no model of its own to measure.
   */
  private Behavior<Command> evaluateAll() {
    journal.phase(Phase.EVALUATION, at.round(), at.virtualSeconds());
    int[] seen =
        IntStream.of(schedule.measured(at.round()))
            .filter(id -> personal.containsKey(id))
            .toArray();
    IntStream adapted = IntStream.of(schedule.unseen()).filter(id -> personal.containsKey(id));
    int[] all = IntStream.concat(IntStream.of(seen), adapted).toArray();
    return measure(new Measurement(Evaluation.Depth.FULL, all, seen.length, plan.ahead()));
  }

  private Behavior<Command> measure(Measurement next) {
    stepStarted = System.nanoTime();
    measurement = next;
    if (next.depth() == Evaluation.Depth.LOSS) {
      return next.calls().done() ? endMeasurement() : callForMeasurement();
    }
    Weights model = method.population(at.state().average());
    RandomKey mine = key.child("population");
    Job<Population> job = ws -> parameters.evaluation().population(model, mine, ws);
    pool.tell(new ComputePool.Submit(Task.of(job, getContext().getSelf(), PopulationMade::new)));
    return this;
  }

  private Behavior<Command> onPopulationMade(PopulationMade made) {
    switch (made.result()) {
      case Result.Completed<Population>(Population population) ->
          measurement.population(
              population.with(
                  measurement.witnesses(parameters.evaluation().witnesses(), personal)));
      case Result.Failed<Population>(String reason) ->
          throw new IllegalStateException("the population's samples failed: " + reason);
    }
    return measurement.calls().done() ? endMeasurement() : callForMeasurement();
  }

  private Behavior<Command> callForMeasurement() {
    Weights average = at.state().average();
    Measurement m = measurement;
    return call(m.calls(), p -> new Client.Measure(p, average, m.population(), m.depth(), events));
  }

  private Behavior<Command> onMeasured(Client.Measured measured) {
    Fanout<?> calls = measurement.calls();
    measurement.calls().finish(measured.place(), measured.result());
    journal.progress(Phase.EVALUATION, at.round(), calls.finished(), calls.size());
    return calls.done() ? endMeasurement() : callForMeasurement();
  }

  private Behavior<Command> endMeasurement() {
    EvaluationReport report = measurement.report(at);
    journal.evaluation(report);
    journal.timing(timing(Phase.EVALUATION, at.round(), 0));
    if (measurement.depth() == Evaluation.Depth.LOSS) {
      return train();
    }
    replyTo.tell(new Outcome.Finished(at, personal, measurement.population(), report));
    return this;
  }

  private Behavior<Command> call(Fanout<?> calls, IntFunction<Client.Command> command) {
    while (calls.open()) {
      int place = calls.take();
      clients.tell(new Clients.Tell(calls.client(place), command.apply(place)));
    }
    return this;
  }

  private void reach(Position position) {
    at = position;
    marks = journal.mark();
    saved = false;
  }

  private Behavior<Command> takeSnapshot() {
    snapshotAsked = true;
    int asOf = at.phase() == Phase.ADAPTATION ? plan.rounds() + 1 : at.round();
    clients.tell(new Clients.Snapshot(asOf, snapshots));
    return this;
  }

  private Behavior<Command> onSnapshotTaken(SnapshotTaken taken) {
    snapshotAsked = false;
    personal = taken.personal();
    boolean scheduled = at.phase() == Phase.ADAPTATION || plan.checkpointDue(at.round());
    parameters.checkpoints().save(new Checkpoint(at, scheduled, marks, personal));
    saved = true;
    return interrupted ? endInterrupted() : proceed();
  }

  private Behavior<Command> onInterrupt() {
    interrupted = true;
    if (saved) {
      return endInterrupted();
    }
    return snapshotAsked ? this : takeSnapshot();
  }

  private Behavior<Command> endInterrupted() {
    replyTo.tell(new Outcome.Interrupted(at.round()));
    return this;
  }

  private Timing timing(Phase phase, int number, long images) {
    return new Timing(phase, number, (System.nanoTime() - stepStarted) * 1e-9, images);
  }
}
