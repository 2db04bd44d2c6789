package dev.clientele.simulation;

import dev.clientele.method.Evaluation;
import dev.clientele.method.Population;
import dev.clientele.method.Score;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * Measures the model on some clients, between rounds or at the end. It takes no virtual time and
 * changes nothing.
 */
final class MeasuringStage extends Stage {
  private final Measurement measurement;

  private MeasuringStage(
      ActorContext<Server.Command> context, RunState run, Measurement measurement) {
    super(context, run);
    this.measurement = measurement;
  }

  /** The held-out loss of clients that train. */
  static MeasuringStage ofSeen(ActorContext<Server.Command> context, RunState run) {
    int[] seen = run.measured();
    int window = run.plan.computing().ahead();
    return new MeasuringStage(
        context, run, new Measurement(Evaluation.Depth.LOSS, seen, seen.length, window));
  }

  /**
   * The final evaluation. A client that never trained, or whose adaptation failed, has no model of
   * its own to measure.
   */
  static MeasuringStage ofAll(ActorContext<Server.Command> context, RunState run) {
    int[] seen = IntStream.of(run.measured()).filter(run::hasModel).toArray();
    IntStream adapted = IntStream.of(run.unseen()).filter(run.states.now()::has);
    int[] all = IntStream.concat(IntStream.of(seen), adapted).toArray();
    int window = run.plan.computing().ahead();
    return new MeasuringStage(
        context, run, new Measurement(Evaluation.Depth.FULL, all, seen.length, window));
  }

  @Override
  Behavior<Server.Command> begin() {
    run.began = System.nanoTime();
    Weights average = run.versions.broadcast(run.model.average());
    run.node.tell(new Node.Hold(Node.FINISHED, average));
    if (measurement.depth() == Evaluation.Depth.LOSS) {
      return goOn();
    }
    run.journal.phase(Phase.EVALUATION, run.course.round(), run.now);
    Weights model = run.method.population(average);
    RandomKey mine = run.key.child("population");
    Job<Population> job = ws -> run.parameters.evaluation().population(model, mine, ws);
    run.pool.tell(
        new ComputePool.Submit(Task.of(job, getContext().getSelf(), Server.PopulationMade::new)));
    return this;
  }

  private Behavior<Server.Command> goOn() {
    Fanout<Result<Score>> calls = measurement.calls();
    Evaluation.Depth depth = measurement.depth();
    call(calls, place -> new Node.Measure(calls.client(place), place, depth, run.events));
    return calls.done() ? end() : this;
  }

  @Override
  Behavior<Server.Command> hear(Server.Command command) {
    return switch (command) {
      case Server.PopulationMade(Result<Population> result) -> onPopulation(result);
      case Server.Heard(Client.Measured measured) -> onMeasured(measured);
      default -> this;
    };
  }

  private Behavior<Server.Command> onPopulation(Result<Population> result) {
    switch (result) {
      case Result.Completed<Population>(Population alone) -> {
        int witnesses = run.parameters.evaluation().witnesses();
        Population population =
            alone.with(measurement.witnesses(witnesses, run.states.now(), run.method.newcomer()));
        measurement.population(population);
        run.node.tell(new Node.Compare(population));
      }
      case Result.Failed<Population>(String reason) ->
          throw new IllegalStateException("the population's samples failed: " + reason);
    }
    return goOn();
  }

  private Behavior<Server.Command> onMeasured(Client.Measured measured) {
    Fanout<Result<Score>> calls = measurement.calls();
    calls.finish((int) measured.number(), measured.result());
    run.journal.progress(Phase.EVALUATION, run.course.round(), calls.finished(), calls.size());
    return goOn();
  }

  private Behavior<Server.Command> end() {
    EvaluationReport report = measurement.report(run.course.round(), run.now);
    run.journal.evaluation(report);
    run.time(Phase.EVALUATION, 0);
    if (measurement.depth() == Evaluation.Depth.LOSS) {
      run.evaluated = run.course.round();
      run.saved = false;
      return next();
    }
    return end(
        new Outcome.Finished(run.position(), run.states.now(), measurement.population(), report));
  }
}
