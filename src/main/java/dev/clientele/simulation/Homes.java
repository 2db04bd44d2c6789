package dev.clientele.simulation;

import dev.clientele.method.Method;
import dev.clientele.simulation.policy.Call;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** Where a run's clients live: in the server's process, or on the nodes of a cluster. */
interface Homes {
  /**
   * The actor that the server speaks to about its clients.
   *
   * @param pool the server's own
   * @param states the clients' private tensors, which the actor that this makes has to write
   */
  Behavior<Node.Command> create(
      ClientWork work, ActorRef<ComputePool.Command> pool, ClientStates states, Plan plan);

  /** What the server will want of a visit's update. */
  Use use(Call call, Plan plan, Method method);

  /** What crossed between nodes since this was asked before; empty where there is one process. */
  Optional<Timing.Cluster> cluster();

  /** All clients live in this process. */
  static Homes here() {
    return new Homes() {
      @Override
      public Behavior<Node.Command> create(
          ClientWork work, ActorRef<ComputePool.Command> pool, ClientStates states, Plan plan) {
        return Node.create(work, pool, states);
      }

      @Override
      public Use use(Call call, Plan plan, Method method) {
        return Use.Single.INSTANCE;
      }

      @Override
      public Optional<Timing.Cluster> cluster() {
        return Optional.empty();
      }
    };
  }

  /** Clients live wherever a worker joins the cluster. */
  static Homes onNodes(ClusterMeter meter) {
    return new Homes() {
      @Override
      public Behavior<Node.Command> create(
          ClientWork work, ActorRef<ComputePool.Command> pool, ClientStates states, Plan plan) {
        return Placement.create(work, pool, states, plan, meter);
      }

      @Override
      public Use use(Call call, Plan plan, Method method) {
        return Use.of(call, plan, method);
      }

      @Override
      public Optional<Timing.Cluster> cluster() {
        return Optional.of(meter.since());
      }
    };
  }
}
