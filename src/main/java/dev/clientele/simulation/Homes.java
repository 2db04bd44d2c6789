package dev.clientele.simulation;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** Where a run's clients live: in the server's process, or on the nodes of a cluster. */
@FunctionalInterface
interface Homes {
  /**
   * The actor that the server speaks to about its clients.
   *
   * @param pool the server's own
   * @param states the clients' private tensors, which the actor that this makes has to write
   */
  Behavior<Node.Command> create(
      ClientWork work, ActorRef<ComputePool.Command> pool, ClientStates states, Plan plan);

  /** All clients live in this process. */
  static Homes here() {
    return (work, pool, states, _) -> Node.create(work, pool, states);
  }

  /** Clients live wherever a worker joins the cluster. */
  static Homes onNodes() {
    return Placement::create;
  }
}
