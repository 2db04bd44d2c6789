package dev.clientele.cli;

import dev.clientele.config.LoadedConfig;
import dev.clientele.simulation.WorkerNode;
import dev.clientele.wire.NodeSettings;
import java.util.concurrent.CompletableFuture;

/** Works for a run until it is over. */
final class NodeAction {
  private NodeAction() {}

  static void work(LoadedConfig loaded, NodeSettings settings) {
    Assembly assembly = new Assembly(loaded);
    WorkerNode.Parts parts =
        new WorkerNode.Parts(
            assembly.federation(),
            assembly.method(),
            assembly.evaluation(),
            assembly::workspace,
            assembly.plan());
    WorkerNode node =
        WorkerNode.start(
            parts, settings, NodeProbe.identify(loaded, assembly), assembly.actorSettings());
    CompletableFuture<?> ended = node.terminated().toCompletableFuture();
    try (Interruption _ = new Interruption(node::leave)) {
      ended.join();
    }
    if (!node.hasWorked()) {
      throw new CommandFailure(
          "expected to join a run at "
              + String.join(", ", settings.join())
              + " but was refused or given up; the log says why");
    }
  }
}
