package dev.clientele.cli;

import com.typesafe.config.Config;
import dev.clientele.config.LoadedConfig;
import dev.clientele.report.RunDirectory;
import dev.clientele.simulation.Simulation;
import java.io.PrintWriter;
import java.util.Optional;

/** Where a run's clients work, while it is open. */
interface Host extends AutoCloseable {
  /** In this process. */
  Host HERE =
      new Host() {
        @Override
        public Simulation start(Simulation.Parameters parameters, Config settings) {
          return Simulation.start(parameters, settings);
        }

        @Override
        public void close() {}
      };

  /** On the nodes of a cluster, where there is a {@code lead}; else in this process. */
  static Host of(
      Optional<Lead> lead,
      LoadedConfig loaded,
      Assembly assembly,
      RunDirectory run,
      PrintWriter out) {
    return lead.<Host>map(
            l ->
                new ClusterHost(
                    l,
                    NodeProbe.identify(loaded, assembly),
                    run.config(),
                    assembly.plan().computing().workers(),
                    out))
        .orElse(HERE);
  }

  /**
   * Starts a run.
   *
   * @param settings of the actor system
   */
  Simulation start(Simulation.Parameters parameters, Config settings);

  @Override
  void close();
}
