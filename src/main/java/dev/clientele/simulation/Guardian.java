package dev.clientele.simulation;

import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.ActorInitializationException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** The root of a run's actors: turns the server's end, good or bad, into the run's outcome. */
final class Guardian extends AbstractMatchingBehavior<Guardian.Command> {
  sealed interface Command {}

  /** End soon, with a checkpoint. */
  enum Interrupt implements Command {
    INSTANCE
  }

  private record Ended(Outcome outcome) implements Command {}

  private final CompletableFuture<Outcome> outcome;
  private final ClientStates store;
  private final ActorRef<Server.Command> server;

  private Guardian(
      ActorContext<Command> context,
      Simulation.Parameters parameters,
      ClientStates store,
      Homes homes,
      CompletableFuture<Outcome> outcome) {
    super(context);
    this.outcome = outcome;
    this.store = store;
    ActorRef<Outcome> ended = context.messageAdapter(Outcome.class, Ended::new);
    server = context.spawn(Server.create(parameters, store, homes, ended), "server");
    context.watch(server);
  }

  /**
   * @param store empty; gets the private tensors, and is closed when all actors have ended
   */
  static Behavior<Command> create(
      Simulation.Parameters parameters,
      ClientStates store,
      Homes homes,
      CompletableFuture<Outcome> outcome) {
    return Behaviors.setup(context -> new Guardian(context, parameters, store, homes, outcome));
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    return switch (command) {
      case Interrupt interrupt -> onInterrupt();
      case Ended ended -> end(ended.outcome());
    };
  }

  @Override
  public Behavior<Command> onSignal(Signal signal) {
    return switch (signal) {
      case ChildFailed failed -> end(new Outcome.Failed(reason(failed.getCause())));
      case Terminated terminated ->
          end(new Outcome.Failed(new IllegalStateException("the server stopped unasked")));
      case PostStop _ -> {
        store.close();
        yield this;
      }
      default -> Behaviors.unhandled();
    };
  }

  /** What went wrong, where Pekko only says that it did so at the actor's start. */
  private static Throwable reason(Throwable cause) {
    boolean atStart = cause instanceof ActorInitializationException && cause.getCause() != null;
    return atStart ? cause.getCause() : cause;
  }

  private Behavior<Command> onInterrupt() {
    server.tell(Server.Interrupt.INSTANCE);
    return this;
  }

  private Behavior<Command> end(Outcome how) {
    outcome.complete(how);
    return Behaviors.stopped();
  }
}
