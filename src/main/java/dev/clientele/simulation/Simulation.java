package dev.clientele.simulation;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.clientele.data.Federation;
import dev.clientele.diffusion.Workspace;
import dev.clientele.method.Evaluation;
import dev.clientele.method.Method;
import dev.clientele.simulation.policy.Policy;
import dev.clientele.tensor.Layout;
import dev.clientele.wire.ClusterNode;
import dev.clientele.wire.NodeIdentity;
import dev.clientele.wire.NodeSettings;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * One run, from its start to its {@link Outcome}, in an actor system of its own. Safe to use from
 * any thread.
 */
public final class Simulation {
  /** Scratch among the checkpoints while a run lasts: {@link ClientStates}. */
  private static final String STATES = "states.mv";

  /**
   * What a run is made of.
   *
   * @param workspaces makes a worker's networks; called on each worker's own thread
   * @param checkpoints where checkpoints go
   * @param resume where to go on; empty for a run from its beginning
   */
  public record Parameters(
      Federation federation,
      Method method,
      Evaluation evaluation,
      Supplier<Workspace> workspaces,
      Plan plan,
      Journal journal,
      CheckpointStore checkpoints,
      Optional<Checkpoint> resume) {
    /** Rejects a plan that the federation cannot serve and a checkpoint of another model. */
    public Parameters {
      if (plan.serving().policy() instanceof Policy.Synchronous synchronous) {
        atMost("cohort", synchronous.cohort(), federation.registered());
      }
      atMost("unseen", plan.adapting().to(), federation.unseen());
      resume.ifPresent(checkpoint -> requireSame(checkpoint, method, federation, plan));
    }

    private static void atMost(String what, int value, int most) {
      if (value > most) {
        throw new IllegalArgumentException(
            "expected a " + what + " of at most " + most + " clients but was " + value);
      }
    }

    private static void requireSame(
        Checkpoint checkpoint, Method method, Federation federation, Plan plan) {
      Position position = checkpoint.position();
      requireSame("the checkpoint's weights", position.state().shared().layout(), method.shared());
      requireSame(checkpoint.states().now(), ClientLayouts.of(method, federation));
      requireSame(checkpoint.states().before(), ClientLayouts.of(method, federation));
      if (position.round() > plan.rounds()) {
        throw new IllegalArgumentException(
            "expected a checkpoint of at most "
                + plan.rounds()
                + " rounds but was "
                + position.round());
      }
    }

    /** Which layout a client has depends on the side of one number on which its own is. */
    private static void requireSame(States states, ClientLayouts layouts) {
      for (States.Group group : states.groups()) {
        for (int id : new int[] {group.first(), group.last()}) {
          requireSame("client " + id, group.layout(), layouts.of(id));
        }
      }
    }

    private ClientStates store() {
      return ClientStates.create(
          checkpoints.scratch(STATES),
          ClientLayouts.of(method, federation),
          plan.computing().stateCacheMegabytes());
    }

    private static void requireSame(String what, Layout layout, Layout expected) {
      if (!layout.equals(expected)) {
        throw new IllegalArgumentException(
            what + ": expected layout " + expected + " but was " + layout);
      }
    }
  }

  private final ActorSystem<Guardian.Command> system;
  private final CompletableFuture<Outcome> outcome;

  private Simulation(ActorSystem<Guardian.Command> system, CompletableFuture<Outcome> outcome) {
    this.system = system;
    this.outcome = outcome;
  }

  /** Starts a run with Pekko's and our own defaults; it goes on by itself. */
  public static Simulation start(Parameters parameters) {
    return start(parameters, ConfigFactory.load());
  }

  /**
   * Starts a run; it goes on by itself.
   *
   * @param settings Pekko's settings and the dispatchers, complete; {@code actors.conf} goes before
   */
  public static Simulation start(Parameters parameters, Config settings) {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    Config config =
        ConfigFactory.parseResources(Simulation.class, "actors.conf").withFallback(settings);
    ActorSystem<Guardian.Command> system =
        ActorSystem.create(
            Guardian.create(parameters, parameters.store(), Homes.here(), outcome),
            "clientele",
            config);
    system.getWhenTerminated().thenRun(() -> endEarly(outcome));
    return new Simulation(system, outcome);
  }

  /**
   * Starts a run whose clients work on other nodes: on every {@link WorkerNode} that joins this
   * one. Until there is one, the run waits.
   *
   * @param user Pekko's settings and the dispatchers, complete
   */
  public static Simulation lead(
      Parameters parameters, NodeSettings place, NodeIdentity identity, Config user) {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    Config config = ConfigFactory.parseResources(Simulation.class, "node.conf").withFallback(user);
    ClusterMeter meter = new ClusterMeter();
    ActorSystem<Guardian.Command> system =
        ClusterNode.start(
            Guardian.create(parameters, parameters.store(), Homes.onNodes(meter), outcome),
            place,
            identity,
            ClusterTypes.all(),
            meter.traffic(),
            config);
    system.getWhenTerminated().thenRun(() -> endEarly(outcome));
    return new Simulation(system, outcome);
  }

  /** Where nodes join a run that {@link #lead} started: host and port. */
  public String address() {
    Address address = Cluster.get(system).selfMember().address();
    return address.getHost().orElseThrow() + ":" + address.getPort().orElseThrow();
  }

  /** How the run ends; never completes exceptionally. Worker threads may still be busy then. */
  public CompletionStage<Outcome> outcome() {
    return outcome.minimalCompletionStage();
  }

  /** Completes when all of the run's threads have ended, which waits for jobs in progress. */
  public CompletionStage<Done> terminated() {
    return system.getWhenTerminated();
  }

  /**
   * Ends the run with a checkpoint as of its last complete step, without waiting for jobs in
   * progress. Does nothing once the run has ended.
   */
  public void interrupt() {
    system.tell(Guardian.Interrupt.INSTANCE);
  }

  /** A fatal error in an actor takes the actor system down without a word to the guardian. */
  private static void endEarly(CompletableFuture<Outcome> outcome) {
    outcome.complete(
        new Outcome.Failed(
            new IllegalStateException("the actor system ended before the run did; see the log")));
  }
}
