package dev.clientele.simulation;

import dev.clientele.method.Folded;
import dev.clientele.method.ServerState;
import dev.clientele.method.ServerStep;
import dev.clientele.simulation.policy.Command;
import dev.clientele.tensor.Weights;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * Takes the server's step at the end of a round. Where the method has work to do for it, its jobs
 * run on the pool, all of a stage at once; virtual time stands still meanwhile.
 */
final class ClosingStage extends Stage {
  private ServerStep step;
  private Fanout<Weights> pieces;
  private boolean taken;

  /** Of the mean update. */
  private double norm;

  ClosingStage(ActorContext<Server.Command> context, RunState run) {
    super(context, run);
  }

  @Override
  Behavior<Server.Command> begin() {
    Command.Close close = run.course.step();
    if (close.used()) {
      run.contributions.ask();
    } else {
      run.contributions.clear();
    }
    return run.contributions.isComplete() ? fold(close) : this;
  }

  private Behavior<Server.Command> fold(Command.Close close) {
    Optional<Weights> mean = close.used() ? run.fold.result() : Optional.empty();
    if (mean.isEmpty()) {
      return take(run.model, 0, false);
    }
    norm = mean.get().norm();
    step = run.method.close(run.model, new Folded(close.round(), mean.get(), keptUpdates()));
    return goOn();
  }

  private List<Folded.Received> keptUpdates() {
    return run.method.keepsUpdates() ? run.fold.updates() : List.of();
  }

  private Behavior<Server.Command> goOn() {
    while (step instanceof ServerStep.Work(List<ServerStep.Job> jobs, var then)) {
      if (pieces == null) {
        pieces = new Fanout<>(new int[jobs.size()], run.plan.computing().ahead());
      }
      if (!pieces.done()) {
        submit(jobs);
        return this;
      }
      step = then.apply(pieces.results());
      pieces = null;
    }
    ServerState state = ((ServerStep.Done) step).state();
    return take(state, norm, true);
  }

  private void submit(List<ServerStep.Job> jobs) {
    while (pieces.open()) {
      int place = pieces.take();
      ServerStep.Job piece = jobs.get(place);
      Job<Weights> job = piece::run;
      run.pool.tell(
          new ComputePool.Submit(
              Task.of(job, getContext().getSelf(), r -> new Server.PieceDone(place, r))));
    }
  }

  @Override
  Behavior<Server.Command> hear(Server.Command command) {
    if (command == Server.Continue.INSTANCE) {
      return run.plan.checkpointDue(run.course.round())
          ? new SavingStage(getContext(), run, true).begin()
          : next();
    }
    if (command instanceof Server.SumMade && step == null && !taken) {
      return run.contributions.isComplete() ? fold(run.course.step()) : this;
    }
    if (!(command instanceof Server.PieceDone(int place, Result<Weights> result))) {
      return this;
    }
    switch (result) {
      case Result.Completed<Weights>(Weights weights) -> pieces.finish(place, weights);
      case Result.Failed<Weights>(String reason) ->
          throw new IllegalStateException("the server's work failed: " + reason);
    }
    return goOn();
  }

  /** A checkpoint that is due now is the plan's, interrupted or not. */
  @Override
  Behavior<Server.Command> onInterrupt() {
    if (taken && run.plan.checkpointDue(run.course.round())) {
      run.interrupted = true;
      return new SavingStage(getContext(), run, true).begin();
    }
    return super.onInterrupt();
  }

  private Behavior<Server.Command> take(ServerState state, double norm, boolean used) {
    Command.Close close = run.course.step();
    RoundReport report =
        new RoundReport(close.round(), close.tally(), used, norm, close.start(), close.end());
    run.model = state;
    run.counters = run.counters.plus(report);
    run.contributions.clear();
    run.course.closed();
    run.saved = false;
    taken = true;
    run.journal.round(report);
    run.time(Phase.PRETRAINING, close.tally().images());
    getContext().getSelf().tell(Server.Continue.INSTANCE);
    return this;
  }
}
