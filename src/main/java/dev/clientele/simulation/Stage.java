package dev.clientele.simulation;

import java.util.function.IntFunction;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Something that the server does. Whatever it is, results of visits in flight are put aside for
 * when their turn comes, and an interruption ends the run with a checkpoint as of the last event.
 */
abstract class Stage extends AbstractMatchingBehavior<Server.Command> {
  final RunState run;

  Stage(ActorContext<Server.Command> context, RunState run) {
    super(context);
    this.run = run;
  }

  /** What a run begins with. */
  static Behavior<Server.Command> first(ActorContext<Server.Command> context, RunState run) {
    run.journal.phase(Phase.PRETRAINING, 0, 0);
    run.model = run.method.start(run.key.child("start"));
    return run.plan.checkpointDue(0)
        ? new SavingStage(context, run, true).begin()
        : next(context, run);
  }

  /** What comes next, as if the run had just come to where it is. */
  static Behavior<Server.Command> next(ActorContext<Server.Command> context, RunState run) {
    if (run.phase == Phase.ADAPTATION) {
      return MeasuringStage.ofAll(context, run).begin();
    }
    if (run.course.isClosing()) {
      return new ClosingStage(context, run).begin();
    }
    if (run.course.isOver()) {
      return new AdaptingStage(context, run).begin();
    }
    // The final evaluation measures the same clients on the same noise as one after the last round.
    int round = run.course.round();
    if (run.evaluated < round && run.course.isOpening() && run.plan.evaluationDue(round)) {
      return MeasuringStage.ofSeen(context, run).begin();
    }
    return new TrainingStage(context, run).begin();
  }

  final Behavior<Server.Command> next() {
    return next(getContext(), run);
  }

  /** Does what there is to do, and says what the server does then. */
  abstract Behavior<Server.Command> begin();

  /** Hears what only some stages wait for. */
  abstract Behavior<Server.Command> hear(Server.Command command);

  @Override
  public final Behavior<Server.Command> onMessage(Server.Command command) {
    return switch (command) {
      case Server.Interrupt _ -> onInterrupt();
      case Server.Heard(Client.Trained(long number, Result<Update> result)) -> {
        run.flight.arrived(number, result);
        run.flight.fill();
        yield hear(command);
      }
      case Server.SumMade(Node.Summed summed) -> {
        run.contributions.arrived(summed);
        yield hear(command);
      }
      default -> hear(command);
    };
  }

  @Override
  public final Behavior<Server.Command> onSignal(Signal signal) {
    if (signal instanceof ChildFailed failed) {
      throw new IllegalStateException(
          "the " + failed.getRef().path().name() + " failed: " + failed.getCause().getMessage(),
          failed.getCause());
    }
    return Behaviors.unhandled();
  }

  Behavior<Server.Command> onInterrupt() {
    run.interrupted = true;
    return run.saved ? endInterrupted() : new SavingStage(getContext(), run, false).begin();
  }

  final Behavior<Server.Command> endInterrupted() {
    return end(new Outcome.Interrupted(run.course.round()));
  }

  /** The run is over; whatever comes in now finds nobody. */
  final Behavior<Server.Command> end(Outcome outcome) {
    run.replyTo.tell(outcome);
    return Behaviors.ignore();
  }

  /** Calls as many of a list's clients as its window allows; the command gets the place. */
  final void call(Fanout<?> calls, IntFunction<Node.Command> command) {
    while (calls.open()) {
      run.node.tell(command.apply(calls.take()));
    }
  }
}
