package dev.clientele.simulation;

import dev.clientele.method.Population;
import dev.clientele.tensor.Weights;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Leads a run through its phases: rounds of pre-training, the unseen clients' adaptation, the final
 * evaluation. Each kind of thing that it does is a {@link Stage}, a behaviour of its own, over one
 * {@link RunState}. An exception here or in a child fails the run.
 */
final class Server {
  /** What the server hears. */
  sealed interface Command {}

  /** Write a checkpoint as of now and end. */
  enum Interrupt implements Command {
    INSTANCE
  }

  /** A client has answered. */
  record Heard(Client.Event event) implements Command {}

  /** The clients' private tensors as they were when they were asked for. */
  record SnapshotTaken(PrivateStates states) implements Command {}

  /** A sum of updates is there that was made on another node. */
  record SumMade(Node.Summed summed) implements Command {}

  /** An interruption has waited long enough for other nodes. */
  enum Waited implements Command {
    INSTANCE
  }

  /** The population's samples are there. */
  record PopulationMade(Result<Population> result) implements Command {}

  /**
   * A piece of the server's own work is done.
   *
   * @param place among the pieces of its stage
   */
  record PieceDone(int place, Result<Weights> result) implements Command {}

  /** Go on with what comes next; a message, so that rounds without work do not pile up. */
  enum Continue implements Command {
    INSTANCE
  }

  private Server() {}

  static Behavior<Command> create(
      Simulation.Parameters parameters,
      ClientStates store,
      Homes homes,
      ActorRef<Outcome> replyTo) {
    return ErrorsAsExceptions.in(
        Command.class,
        Behaviors.setup(context -> begin(context, parameters, store, homes, replyTo)));
  }

  private static Behavior<Command> begin(
      ActorContext<Command> context,
      Simulation.Parameters parameters,
      ClientStates store,
      Homes homes,
      ActorRef<Outcome> replyTo) {
    RunState run = RunState.create(context, parameters, store, homes, replyTo);
    return run.isResumed() ? Stage.next(context, run) : Stage.first(context, run);
  }
}
