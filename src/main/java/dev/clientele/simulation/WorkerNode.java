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
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.pekko.Done;
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

  private final ActorSystem<Station.Command> system;
  private final AtomicBoolean worked;

  private WorkerNode(ActorSystem<Station.Command> system, AtomicBoolean worked) {
    this.system = system;
    this.worked = worked;
  }

  /**
   * Joins a run and works for it.
   *
   * @param user Pekko's settings and the dispatchers, complete
   */
  public static WorkerNode start(
      Parts parts, NodeSettings settings, NodeIdentity identity, Config user) {
    Config config = ConfigFactory.parseResources(Simulation.class, "node.conf").withFallback(user);
    AtomicBoolean worked = new AtomicBoolean();
    ActorSystem<Station.Command> system =
        ClusterNode.start(
            Station.create(parts, worked),
            settings,
            identity,
            ClusterTypes.all(),
            new Traffic(),
            config);
    return new WorkerNode(system, worked);
  }

  /** Completes when the run is over, or this node was refused, given up or told to leave. */
  public CompletionStage<Done> terminated() {
    return system.getWhenTerminated();
  }

  /** Whether the run's server has spoken to it. */
  public boolean hasWorked() {
    return worked.get();
  }

  /** Has it leave the run, which goes on without it. */
  public void leave() {
    system.terminate();
  }
}
