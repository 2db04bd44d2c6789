package dev.clientele.cli;

import com.typesafe.config.Config;
import dev.clientele.simulation.Simulation;
import dev.clientele.wire.NodeIdentity;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Nodes of a cluster: worker JVMs on this machine, and whoever joins from others. */
final class ClusterHost implements Host {
  private final Lead lead;
  private final NodeIdentity identity;
  private final Path configuration;
  private final int workers;
  private final PrintWriter out;
  private LocalNodes nodes;

  /**
   * @param configuration the run's, as all nodes read it
   * @param workers to be shared among the JVMs that are started here
   */
  ClusterHost(Lead lead, NodeIdentity identity, Path configuration, int workers, PrintWriter out) {
    this.lead = lead;
    this.identity = identity;
    this.configuration = configuration;
    this.workers = workers;
    this.out = out;
  }

  @Override
  public Simulation start(Simulation.Parameters parameters, Config settings) {
    Simulation simulation = Simulation.lead(parameters, lead.settings(), identity, settings);
    String address = simulation.address();
    out.println("nodes join at " + address);
    out.flush();
    nodes = new LocalNodes(lead.nodes(), args(address), out);
    nodes.onExit(() -> interruptIfNoneIsLeft(simulation));
    return simulation;
  }

  private List<String> args(String address) {
    List<String> args = new ArrayList<>(List.of("node", configuration.toString()));
    args.addAll(List.of("--role", "worker", "--join", address, "--local"));
    args.addAll(List.of("--host", lead.settings().host()));
    lead.settings().keys().ifPresent(keys -> args.addAll(List.of("--keys", keys.toString())));
    int each = Math.max(1, workers / Math.max(1, lead.nodes()));
    args.addAll(List.of("--set", "compute.workers=" + each));
    return args;
  }

  /** A run that started its nodes itself does not wait for others. */
  private void interruptIfNoneIsLeft(Simulation simulation) {
    if (nodes.alive() == 0) {
      simulation.interrupt();
    }
  }

  @Override
  public void close() {
    if (nodes != null) {
      nodes.close();
    }
  }
}
