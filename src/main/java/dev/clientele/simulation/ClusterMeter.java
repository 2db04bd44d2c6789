package dev.clientele.simulation;

import dev.clientele.wire.Traffic;
import java.util.concurrent.atomic.AtomicInteger;

/** What the server's node knows of the cluster's machines: nothing that a result depends on. */
final class ClusterMeter {
  private final Traffic traffic = new Traffic();
  private final AtomicInteger nodes = new AtomicInteger();
  private long sent;
  private long received;

  Traffic traffic() {
    return traffic;
  }

  /** How many nodes there are to work on now. */
  void nodes(int count) {
    nodes.set(count);
  }

  /** What crossed since this was asked before; for one thread. */
  Timing.Cluster since() {
    long nowSent = traffic.sent();
    long nowReceived = traffic.received();
    Timing.Cluster since = new Timing.Cluster(nodes.get(), nowSent - sent, nowReceived - received);
    sent = nowSent;
    received = nowReceived;
    return since;
  }
}
