package dev.clientele.cli;

import dev.clientele.wire.NodeSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where a node is in the network, and whom it trusts. */
final class NodeOptions {
  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "The address that this node binds to and that others reach it by (default:"
              + " ${DEFAULT-VALUE}, this machine alone).")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "P",
      defaultValue = "0",
      description = "The port (default: any that is free).")
  private int port;

  @Option(
      names = "--keys",
      paramLabel = "DIR",
      description =
          "A folder with tls.key, tls.crt and ca.crt (PEM): encrypts all connections and admits"
              + " only nodes with a certificate of that authority.")
  private Path keys;

  /**
   * These options as settings.
   *
   * @param join {@code HOST:PORT} of nodes that are there already
   */
  NodeSettings settings(CommandSpec spec, String role, List<String> join) {
    if (port < 0 || port > 65_535) {
      throw new ParameterException(
          spec.commandLine(), "expected --port of 0 to 65535 but was " + port);
    }
    try {
      return new NodeSettings(host, port, List.of(role), join, Optional.ofNullable(keys));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--keys: " + e.getMessage(), e);
    }
  }
}
