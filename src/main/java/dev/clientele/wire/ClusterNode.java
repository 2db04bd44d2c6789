package dev.clientele.wire;

import com.typesafe.config.Config;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;

/** Starts one JVM's part of a cluster. */
public final class ClusterNode {
  private ClusterNode() {}

  /**
   * Starts an actor system that joins the cluster by itself, or is one where it has none to join. A
   * node that the cluster refuses ends, and so does one that the others have given up.
   *
   * @param traffic counts what this node sends and receives
   * @param user Pekko's settings and the dispatchers, complete; this node's go before them
   */
  public static <T> ActorSystem<T> start(
      Behavior<T> guardian,
      NodeSettings settings,
      NodeIdentity identity,
      WireTypes types,
      Traffic traffic,
      Config user) {
    ActorSystem<T> system =
        ActorSystem.create(
            guardian,
            NodeSettings.SYSTEM,
            ActorSystemSetup.create(
                BootstrapSetup.create(settings.toConfig(identity).withFallback(user)),
                WireSerializer.setup(types, traffic)));
    if (settings.join().isEmpty()) {
      joinSelf(system);
    }
    return system;
  }

  static void joinSelf(ActorSystem<?> system) {
    Cluster cluster = Cluster.get(system);
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
  }
}
