package dev.clientele.simulation;

import dev.clientele.simulation.policy.Call;
import dev.clientele.simulation.policy.Command;
import dev.clientele.simulation.policy.Event;
import dev.clientele.simulation.policy.Settled;
import dev.clientele.simulation.policy.Verdict;
import dev.clientele.simulation.policy.VisitOutcome;
import dev.clientele.tensor.Weights;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * Lets the events of a round happen in virtual time. Only where an event is the end of a visit that
 * is not computed yet does it wait for the workers.
 */
final class TrainingStage extends Stage {
  /** The update that the event brought, until it is used. */
  private Change wanted;

  TrainingStage(ActorContext<Server.Command> context, RunState run) {
    super(context, run);
  }

  @Override
  Behavior<Server.Command> begin() {
    if (run.course.isOpening()) {
      run.saved = false;
      run.began = System.nanoTime();
      obey(run.course.open());
    }
    run.flight.fill();
    return goOn();
  }

  @Override
  Behavior<Server.Command> hear(Server.Command command) {
    return goOn();
  }

  private Behavior<Server.Command> goOn() {
    Optional<Event> next = run.course.next();
    while (next.isPresent()) {
      Event event = next.get();
      if (event.kind() == Event.Kind.SETTLED) {
        Call call = run.course.inFlight(event.number());
        Optional<Result<Update>> result =
            call.trains() ? run.flight.demand(call) : Optional.empty();
        if (call.trains() && result.isEmpty()) {
          return this;
        }
        settle(call, result);
        if (run.plan.checkpointDueAfter(run.course.events())) {
          return new SavingStage(getContext(), run, true).begin();
        }
      } else {
        happen(Verdict.Nothing.INSTANCE);
      }
      next = run.course.next();
    }
    return next();
  }

  private void settle(Call call, Optional<Result<Update>> result) {
    wanted = null;
    happen(call.answers() ? verdict(call, result.orElseThrow()) : Verdict.Nothing.INSTANCE);
    if (wanted instanceof Change.There) {
      run.node.tell(new Node.Waste(call.number()));
    }
    run.versions.release(call);
    run.flight.fill();
    run.journal.progress(
        Phase.PRETRAINING,
        run.course.round() + 1,
        run.course.answers(),
        run.plan.serving().policy().answers());
  }

  private void happen(Verdict verdict) {
    run.saved = false;
    List<Command> commands = run.course.happen(verdict);
    run.now = run.course.now();
    obey(commands);
  }

  private Verdict verdict(Call call, Result<Update> result) {
    return switch (result) {
      case Result.Failed<Update>(String reason) -> new Verdict.Failed(reason);
      case Result.Completed<Update>(Update update) -> {
        Optional<String> objection =
            switch (update.change()) {
              case Change.Here(Weights here) ->
                  run.admission.objection(here, update.version(), call.version());
              case Change.There(Optional<String> found) -> found;
            };
        wanted = update.change();
        yield objection
            .<Verdict>map(why -> new Verdict.Unusable(why, update.images(), update.loss()))
            .orElseGet(() -> new Verdict.Usable(update.samples(), update.images(), update.loss()));
      }
    };
  }

  private void obey(List<Command> commands) {
    for (Command command : commands) {
      switch (command) {
        case Command.Send(Call call) -> send(call);
        case Command.Add add -> add(add);
        case Command.Keep(Call call) ->
            run.node.tell(new Node.Settle(call.client(), call.number(), true));
        case Command.Forget(Call call) -> forget(call);
        case Command.Note(Settled settled) -> note(settled);
        case Command.Discard _ -> run.contributions.clear();
        case Command.Close _ -> {} // the course is closing now, which is the next stage
        case Command.GiveUp(String reason) -> throw new IllegalStateException(reason);
      }
    }
  }

  private void send(Call call) {
    run.versions.use(call, run.model.shared());
    if (call.trains()) {
      run.flight.add(call);
    }
  }

  private void forget(Call call) {
    run.flight.forget(call);
    run.node.tell(new Node.Settle(call.client(), call.number(), false));
  }

  private void note(Settled settled) {
    run.journal.visit(VisitRecord.of(settled));
    if (settled.outcome() == VisitOutcome.UNFINISHED) {
      run.versions.release(settled.call());
    }
  }

  /** FedAsync moves the model towards the client's; the others add what the client changed. */
  private void add(Command.Add add) {
    Call call = add.call();
    Plan.Serving serving = run.plan.serving();
    double factor = serving.staleness().factor(add.staleness());
    Change change = wanted;
    if (serving.mixing().isPresent() && change instanceof Change.Here(Weights update)) {
      factor *= serving.mixing().getAsDouble();
      Weights theirs = run.versions.of(call).plus(1, update);
      change = new Change.Here(theirs.plus(-1, run.model.shared()));
    }
    wanted = null;
    run.contributions.add(call.number(), add.place(), call.client(), change, add.samples(), factor);
  }
}
