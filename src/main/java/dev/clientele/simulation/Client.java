package dev.clientele.simulation;

import dev.clientele.method.Adaptation;
import dev.clientele.method.Evaluation;
import dev.clientele.method.Population;
import dev.clientele.method.Score;
import dev.clientele.method.Visit;
import dev.clientele.tensor.Weights;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * One simulated client: keeps its private tensors and has the compute pool do its work. A visit
 * that fails leaves the tensors as they were.
 */
final class Client extends AbstractMatchingBehavior<Client.Command> {
  sealed interface Command {}

  /**
   * Train in this round.
   *
   * @param place where in the cohort the answer belongs
   */
  record Train(int round, int place, Weights shared, ActorRef<Event> replyTo) implements Command {}

  /** Adapt to the finished model; what it makes counts as made in {@code round}. */
  record Adapt(int round, int place, Weights shared, ActorRef<Event> replyTo) implements Command {}

  /** Measure the model with this client's private tensors. */
  record Measure(
      int place,
      Weights shared,
      Population population,
      Evaluation.Depth depth,
      ActorRef<Event> replyTo)
      implements Command {}

  /** Say what the private tensors were at the end of this round. */
  record TellState(int asOf, ActorRef<State> replyTo) implements Command {}

  private record TrainingDone(Train request, Result<Visit> result) implements Command {}

  private record AdaptationDone(Adapt request, Result<Adaptation> result) implements Command {}

  /** What the server hears. */
  sealed interface Event {
    int place();
  }

  /** A visit is over. */
  record Trained(int place, Result<Update> result) implements Event {}

  /** An adaptation is over. */
  record Adapted(int place, Result<Effort> result) implements Event {}

  /** A measurement is over. */
  record Measured(int place, Result<Score> result) implements Event {}

  /** The answer to {@link TellState}; empty for a client that never trained. */
  record State(int client, Optional<Weights> personal) {}

  private final int id;
  private final ClientWork work;
  private final ActorRef<ComputePool.Command> pool;
  private PrivateState state;

  private Client(
      ActorContext<Command> context,
      int id,
      ClientWork work,
      ActorRef<ComputePool.Command> pool,
      Optional<Weights> personal) {
    super(context);
    this.id = id;
    this.work = work;
    this.pool = pool;
    this.state = PrivateState.of(personal);
  }

  static Behavior<Command> create(
      int id, ClientWork work, ActorRef<ComputePool.Command> pool, Optional<Weights> personal) {
    return ErrorsAsExceptions.in(
        Command.class, Behaviors.setup(context -> new Client(context, id, work, pool, personal)));
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    return switch (command) {
      case Train train -> onTrain(train);
      case TrainingDone done -> onTrainingDone(done);
      case Adapt adapt -> onAdapt(adapt);
      case AdaptationDone done -> onAdaptationDone(done);
      case Measure measure -> onMeasure(measure);
      case TellState tell -> onTellState(tell);
    };
  }

  private Behavior<Command> onTrain(Train train) {
    Weights before = personal();
    Job<Visit> job = ws -> work.train(id, train.round(), train.shared(), before, ws);
    return submit(Task.of(job, getContext().getSelf(), r -> new TrainingDone(train, r)));
  }

  private Behavior<Command> onTrainingDone(TrainingDone done) {
    if (done.result() instanceof Result.Completed<Visit>(Visit visit)) {
      state = state.after(done.request().round(), visit.personal());
    }
    Result<Update> update =
        done.result().map(v -> new Update(v.update(), v.samples(), v.images(), v.loss()));
    done.request().replyTo().tell(new Trained(done.request().place(), update));
    return this;
  }

  private Behavior<Command> onAdapt(Adapt adapt) {
    Job<Adaptation> job = ws -> work.adapt(id, adapt.shared(), ws);
    return submit(Task.of(job, getContext().getSelf(), r -> new AdaptationDone(adapt, r)));
  }

  private Behavior<Command> onAdaptationDone(AdaptationDone done) {
    if (done.result() instanceof Result.Completed<Adaptation>(Adaptation adaptation)) {
      state = state.after(done.request().round(), adaptation.personal());
    }
    Result<Effort> effort =
        done.result().map(a -> new Effort(a.parameters(), a.images(), a.loss()));
    done.request().replyTo().tell(new Adapted(done.request().place(), effort));
    return this;
  }

  private Behavior<Command> onMeasure(Measure m) {
    Weights mine = personal();
    Job<Score> job = ws -> work.score(id, m.shared(), mine, m.population(), m.depth(), ws);
    return submit(Task.of(job, m.replyTo(), result -> new Measured(m.place(), result)));
  }

  private Behavior<Command> onTellState(TellState tell) {
    tell.replyTo().tell(new State(id, state.asOf(tell.asOf())));
    return this;
  }

  private Behavior<Command> submit(Task<?> task) {
    pool.tell(new ComputePool.Submit(task));
    return this;
  }

  private Weights personal() {
    return state.now().orElseGet(work.method()::newcomer);
  }
}
