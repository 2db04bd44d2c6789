package dev.clientele.simulation;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/** Has the unseen clients adapt to the finished model. */
final class AdaptingStage extends Stage {
  private final AdaptationStage adaptation;

  AdaptingStage(ActorContext<Server.Command> context, RunState run) {
    super(context, run);
    adaptation =
        new AdaptationStage(
            run.course.round(), run.unseen(), run.now, run.method.shared(), run.plan);
  }

  @Override
  Behavior<Server.Command> begin() {
    run.began = System.nanoTime();
    run.journal.phase(Phase.ADAPTATION, run.course.round(), run.now);
    run.node.tell(new Node.Hold(Node.FINISHED, run.versions.broadcast(run.model.average())));
    return goOn();
  }

  private Behavior<Server.Command> goOn() {
    Fanout<VisitRecord> calls = adaptation.calls();
    call(calls, place -> new Node.Adapt(calls.client(place), place, run.events));
    return calls.done() ? end() : this;
  }

  @Override
  Behavior<Server.Command> hear(Server.Command command) {
    if (!(command instanceof Server.Heard(Client.Adapted(long number, Result<Effort> result)))) {
      return this;
    }
    adaptation.finish((int) number, result);
    Fanout<VisitRecord> calls = adaptation.calls();
    run.journal.progress(Phase.ADAPTATION, run.course.round(), calls.finished(), calls.size());
    return goOn();
  }

  /** What the clients made counts only now: an interruption before this begins all of it again. */
  private Behavior<Server.Command> end() {
    Fanout<VisitRecord> calls = adaptation.calls();
    for (int place = 0; place < calls.size(); place++) {
      run.node.tell(new Node.Settle(calls.client(place), place, true));
    }
    AdaptationReport report = adaptation.report();
    adaptation.visits().forEach(run.journal::visit);
    run.journal.adaptation(report);
    run.time(Phase.ADAPTATION, report.images());
    run.phase = Phase.ADAPTATION;
    run.saved = false;
    run.now = report.virtualEnd();
    run.counters = run.counters.plus(report);
    return new SavingStage(getContext(), run, true).begin();
  }
}
