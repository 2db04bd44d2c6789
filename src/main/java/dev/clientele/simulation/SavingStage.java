package dev.clientele.simulation;

import java.util.Map;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * Asks the clients for their private tensors, and other nodes for the sums of the updates that they
 * have, and writes a checkpoint, which is the same wherever the clients are.
 */
final class SavingStage extends Stage {
  private final boolean scheduled;
  private final Map<String, Long> marks;
  private PrivateStates taken;

  SavingStage(ActorContext<Server.Command> context, RunState run, boolean scheduled) {
    super(context, run);
    this.scheduled = scheduled;
    this.marks = run.journal.mark();
  }

  @Override
  Behavior<Server.Command> begin() {
    run.contributions.ask();
    run.node.tell(new Node.Snapshot(run.snapshots));
    return this;
  }

  @Override
  Behavior<Server.Command> onInterrupt() {
    run.interrupted = true;
    return this;
  }

  @Override
  Behavior<Server.Command> hear(Server.Command command) {
    if (command instanceof Server.SnapshotTaken(PrivateStates states)) {
      taken = states;
    }
    if (taken == null || !run.contributions.isComplete()) {
      return this;
    }
    run.states = run.parameters.checkpoints().save(run.checkpoint(scheduled, marks, taken));
    run.saved = true;
    return run.interrupted ? endInterrupted() : next();
  }
}
