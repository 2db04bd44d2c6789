package dev.clientele.simulation;

import dev.clientele.method.Adaptation;
import dev.clientele.method.Evaluation;
import dev.clientele.method.Population;
import dev.clientele.method.Score;
import dev.clientele.tensor.Weights;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * One simulated client: keeps its private tensors and has the compute pool do its work. What a
 * visit makes of the tensors counts only once the server says that the visit is over in virtual
 * time; until then the client is as it was before. A visit that fails leaves it so.
 */
final class Client extends AbstractMatchingBehavior<Client.Command> {
  sealed interface Command {}

  /** Make a visit. Another order to the same client comes only after this one is settled. */
  record Train(Order order, Weights shared, ActorRef<Event> replyTo) implements Command {}

  /** Adapt to the finished model. */
  record Adapt(long number, Weights shared, ActorRef<Event> replyTo) implements Command {}

  /** The visit or adaptation of that number is over: keep what it made, or forget it. */
  record Settle(long number, boolean keep) implements Command {}

  /** Measure the model with this client's private tensors. */
  record Measure(
      long number,
      Weights shared,
      Population population,
      Evaluation.Depth depth,
      ActorRef<Event> replyTo)
      implements Command {}

  /** Say what the private tensors are. */
  record TellState(ActorRef<State> replyTo) implements Command {}

  /** Nothing more will be asked of this actor. */
  enum Leave implements Command {
    INSTANCE
  }

  private record TrainingDone(Train request, Result<Worked> result) implements Command {}

  private record AdaptationDone(Adapt request, Result<Adaptation> result) implements Command {}

  /** What the server hears. */
  sealed interface Event {
    /** The number of what was asked. */
    long number();
  }

  /** A visit is computed. */
  record Trained(long number, Result<Update> result) implements Event {}

  /** An adaptation is computed. */
  record Adapted(long number, Result<Effort> result) implements Event {}

  /** A measurement is computed. */
  record Measured(long number, Result<Score> result) implements Event {}

  /** The answer to {@link TellState}; empty for a client that never trained. */
  record State(int client, Optional<Weights> now, Optional<Weights> before) {}

  private static final long NOTHING = Long.MIN_VALUE;

  private final int id;
  private final ClientWork work;
  private final ActorRef<ComputePool.Command> pool;
  private Optional<Weights> now;
  private Optional<Weights> before;
  private long asked = NOTHING;
  private Optional<Weights> made = Optional.empty();

  private Client(
      ActorContext<Command> context,
      int id,
      ClientWork work,
      ActorRef<ComputePool.Command> pool,
      State state) {
    super(context);
    this.id = id;
    this.work = work;
    this.pool = pool;
    this.now = state.now();
    this.before = state.before();
  }

  static Behavior<Command> create(
      ClientWork work, ActorRef<ComputePool.Command> pool, State state) {
    return ErrorsAsExceptions.in(
        Command.class,
        Behaviors.setup(context -> new Client(context, state.client(), work, pool, state)));
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    return switch (command) {
      case Train train -> onTrain(train);
      case TrainingDone done -> onTrainingDone(done);
      case Adapt adapt -> onAdapt(adapt);
      case AdaptationDone done -> onAdaptationDone(done);
      case Settle settle -> onSettle(settle);
      case Measure measure -> onMeasure(measure);
      case TellState tell -> onTellState(tell);
      case Leave _ -> Behaviors.stopped();
    };
  }

  private Behavior<Command> onTrain(Train train) {
    Order order = train.order();
    ask(order.number());
    Weights start = personal(order.damage().staleState() ? before : now);
    Job<Worked> job = ws -> work.train(id, order, train.shared(), start, ws);
    return submit(Task.of(job, getContext().getSelf(), r -> new TrainingDone(train, r)));
  }

  private Behavior<Command> onTrainingDone(TrainingDone done) {
    long number = done.request().order().number();
    note(number, done.result().map(Worked::personal));
    done.request().replyTo().tell(new Trained(number, done.result().map(Worked::update)));
    return this;
  }

  private Behavior<Command> onAdapt(Adapt adapt) {
    ask(adapt.number());
    Job<Adaptation> job = ws -> work.adapt(id, adapt.shared(), ws);
    return submit(Task.of(job, getContext().getSelf(), r -> new AdaptationDone(adapt, r)));
  }

  private Behavior<Command> onAdaptationDone(AdaptationDone done) {
    note(done.request().number(), done.result().map(Adaptation::personal));
    Result<Effort> effort =
        done.result().map(a -> new Effort(a.parameters(), a.images(), a.loss()));
    done.request().replyTo().tell(new Adapted(done.request().number(), effort));
    return this;
  }

  private void ask(long number) {
    asked = number;
    made = Optional.empty();
  }

  private void note(long number, Result<Weights> result) {
    if (number == asked && result instanceof Result.Completed<Weights>(Weights personal)) {
      made = Optional.of(personal);
    }
  }

  private Behavior<Command> onSettle(Settle settle) {
    if (settle.number() == asked) {
      if (settle.keep() && made.isPresent()) {
        before = work.faults().staleState() > 0 ? now : Optional.empty();
        now = made;
      }
      ask(NOTHING);
    }
    return this;
  }

  private Behavior<Command> onMeasure(Measure m) {
    Weights mine = personal(now);
    Job<Score> job = ws -> work.score(id, m.shared(), mine, m.population(), m.depth(), ws);
    return submit(Task.of(job, m.replyTo(), result -> new Measured(m.number(), result)));
  }

  private Behavior<Command> onTellState(TellState tell) {
    tell.replyTo().tell(new State(id, now, before));
    return this;
  }

  private Behavior<Command> submit(Task<?> task) {
    pool.tell(new ComputePool.Submit(task));
    return this;
  }

  private Weights personal(Optional<Weights> state) {
    return state.orElseGet(work.method()::newcomer);
  }
}
