package dev.clientele.simulation;

import dev.clientele.diffusion.Workspace;
import java.util.List;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Computes one task at a time on a thread of its own, which also makes, uses and closes its {@link
 * Workspace}. It asks the pool for tasks when it has none. An {@link Error} in a task ends the
 * worker and not the program.
 */
final class Worker extends AbstractMatchingBehavior<Worker.Command> {
  sealed interface Command {}

  /** Do these in their order, then ask for more. */
  record Run(List<Attempt> attempts) implements Command {}

  /** Stop, as if the device had failed. */
  enum Kill implements Command {
    INSTANCE
  }

  /** The workspace could not be made: no other worker would fare better, so the run is over. */
  static final class UnusableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableException(Throwable cause) {
      super("a worker could not prepare its networks: " + cause, cause);
    }
  }

  /** The plan's faults kill this worker. */
  static final class KilledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KilledException() {
      super("killed at its work, as planned");
    }
  }

  private final Supplier<Workspace> workspaces;
  private final ActorRef<ComputePool.Command> pool;
  private Workspace workspace;

  private Worker(
      ActorContext<Command> context,
      Supplier<Workspace> workspaces,
      ActorRef<ComputePool.Command> pool) {
    super(context);
    context.setLoggerName(Worker.class);
    this.workspaces = workspaces;
    this.pool = pool;
    pool.tell(new ComputePool.Ready(context.getSelf(), Long.MAX_VALUE));
  }

  static Behavior<Command> create(
      Supplier<Workspace> workspaces, ActorRef<ComputePool.Command> pool) {
    return ErrorsAsExceptions.in(
        Command.class, Behaviors.setup(context -> new Worker(context, workspaces, pool)));
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    return switch (command) {
      case Run run -> onRun(run);
      case Kill kill -> Behaviors.stopped();
    };
  }

  @Override
  public Behavior<Command> onSignal(Signal signal) {
    if (signal instanceof PostStop && workspace != null) {
      workspace.close();
    }
    return this;
  }

  private Behavior<Command> onRun(Run run) {
    Workspace mine = workspace();
    long began = System.nanoTime();
    for (Attempt attempt : run.attempts()) {
      attempt.begin();
      attempt.task().run(mine, attempt.isDoomed(), getContext().getLog());
      attempt.finish();
    }
    long each = (System.nanoTime() - began) / run.attempts().size();
    pool.tell(new ComputePool.Ready(getContext().getSelf(), each));
    return this;
  }

  /** Made on first use, so that it is this worker's thread that allocates. */
  private Workspace workspace() {
    if (workspace == null) {
      try {
        workspace = workspaces.get();
      } catch (RuntimeException | Error e) {
        throw new UnusableException(e);
      }
    }
    return workspace;
  }
}
