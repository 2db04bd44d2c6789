package dev.clientele.simulation;

import java.time.Duration;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * Asks the clients for their private tensors, and other nodes for the sums of the updates that they
 * have, and writes a checkpoint, which is the same wherever the clients are. An interruption does
 * not wait for nodes that are gone: then the run goes on from the checkpoint before.
 */
final class SavingStage extends Stage {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

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
    if (run.interrupted) {
      waitForNodes();
    }
    run.node.tell(new Node.Snapshot(run.snapshots));
    return this;
  }

  @Override
  Behavior<Server.Command> onInterrupt() {
    if (!run.interrupted) {
      run.interrupted = true;
      waitForNodes();
    }
    return this;
  }

  private void waitForNodes() {
    ActorRef<Server.Command> self = getContext().getSelf();
    getContext().scheduleOnce(PATIENCE, self, Server.Waited.INSTANCE);
  }

  private Behavior<Server.Command> giveUp() {
    if (!run.resumable) {
      throw new IllegalStateException(
          "interrupted before the first checkpoint, with updates on nodes that do not answer");
    }
    getContext().getLog().warn("nodes do not answer; the checkpoint before this round is the last");
    return endInterrupted();
  }

  @Override
  Behavior<Server.Command> hear(Server.Command command) {
    if (command instanceof Server.SnapshotTaken(PrivateStates states)) {
      taken = states;
    }
    if (taken == null || !run.contributions.isComplete()) {
      return command == Server.Waited.INSTANCE ? giveUp() : this;
    }
    run.states = run.parameters.checkpoints().save(run.checkpoint(scheduled, marks, taken));
    run.saved = true;
    run.resumable = true;
    return run.interrupted ? endInterrupted() : next();
  }
}
