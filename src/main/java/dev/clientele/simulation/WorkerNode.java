package dev.clientele.simulation;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.clientele.data.Federation;
import dev.clientele.diffusion.Workspace;
import dev.clientele.method.Evaluation;
import dev.clientele.method.Method;
import dev.clientele.tensor.RandomKey;
import dev.clientele.wire.ClusterNode;
import dev.clientele.wire.NodeIdentity;
import dev.clientele.wire.NodeSettings;
import dev.clientele.wire.Traffic;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;

/** A process in which clients of a run work that another process leads. */
public final class WorkerNode {
  /**
   * What this node computes with: equal, but for the number of workers, on all nodes of a run.
   *
   * @param workspaces makes a worker's networks; called on each worker's own thread
   */
  public record Parts(
      Federation federation,
      Method method,
      Evaluation evaluation,
      Supplier<Workspace> workspaces,
      Plan plan) {
    ClientWork work() {
      return new ClientWork(
          federation, method, evaluation, plan.fleet().faults(), RandomKey.of(plan.seed()));
    }
  }

  private static final long GOODBYE_SECONDS = 30;

  private final ActorSystem<Station.Command> system;
  private final NodeLife life;

  private WorkerNode(ActorSystem<Station.Command> system, NodeLife life) {
    this.system = system;
    this.life = life;
  }

  /**
   * Joins a run and works for it.
   *
   * @param user Pekko's settings and the dispatchers, complete
   */
  public static WorkerNode start(
      Parts parts, NodeSettings settings, NodeIdentity identity, Config user) {
    Config config = ConfigFactory.parseResources(Simulation.class, "node.conf").withFallback(user);
    NodeLife life = new NodeLife();
    ActorSystem<Station.Command> system =
        ClusterNode.start(
            Station.create(parts, life),
            settings,
            identity,
            ClusterTypes.all(),
            new Traffic(),
            config);
    // Not when its actors have stopped: one that does not stop would keep this process for ever.
    CoordinatedShutdown.get(system)
        .addTask(CoordinatedShutdown.PhaseBeforeServiceUnbind(), "goodbye", () -> life.leave());
    return new WorkerNode(system, life);
  }

  /**
   * Completes when the run is over, or this node was refused, given up or told to leave. It does
   * not wait for ever for actors to stop and for connections to be closed, whose other ends may be
   * gone.
   */
  public CompletionStage<Done> terminated() {
    CompletableFuture<Done> patience =
        life.leaving()
            .thenApplyAsync(
                done -> done, CompletableFuture.delayedExecutor(GOODBYE_SECONDS, TimeUnit.SECONDS));
    return system.getWhenTerminated().applyToEither(patience, done -> done);
  }

  /** Whether the run's server has spoken to it. */
  public boolean hasWorked() {
    return life.greeted().isDone();
  }

  /** Has it leave the run, which goes on without it. */
  public void leave() {
    system.terminate();
  }
}
