package dev.clientele.cli;

import dev.clientele.wire.NodeSettings;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Whether a run's clients work in other JVMs. */
final class LeadOptions {
  @Option(
      names = "--nodes",
      paramLabel = "N",
      description =
          "Have the clients work in N worker JVMs that are started on this machine, and in any that"
              + " join by \"clientele node\"; 0: only in those.")
  private Integer nodes;

  @Mixin private NodeOptions node;

  /** Empty for a run in this process alone. */
  Optional<Lead> lead(CommandSpec spec) {
    if (nodes == null) {
      return Optional.empty();
    }
    if (nodes < 0) {
      throw new ParameterException(
          spec.commandLine(), "expected --nodes of 0 or more but was " + nodes);
    }
    return Optional.of(new Lead(nodes, node.settings(spec, NodeSettings.SERVER, List.of())));
  }
}
