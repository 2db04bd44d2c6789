package dev.clientele.cli;

import dev.clientele.config.LoadedConfig;
import dev.clientele.wire.NodeSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** One JVM's part of a run that has several. */
@Command(
    name = "node",
    description = "Leads a run whose clients work on other nodes, or works for one.")
final class NodeCommand implements Runnable {
  /** What a node is for. */
  enum Role {
    /** Leads the run. */
    SERVER,
    /** Has clients work here. */
    WORKER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Mixin private ConfigOptions config;

  @Option(
      names = "--role",
      required = true,
      paramLabel = "ROLE",
      description = "One of: ${COMPLETION-CANDIDATES}.")
  private Role role;

  @Option(
      names = "--join",
      paramLabel = "HOST:PORT",
      description = "A worker's way in: the server, or any node that is there already.")
  private List<String> join = new ArrayList<>();

  @Mixin private NodeOptions node;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The server's run directory; otherwise runs/NAME-YYYYMMDD-HHMMSS.")
  private Path directory;

  @Option(names = "--quiet", description = "No progress.")
  private boolean quiet;

  @Option(names = "--local", hidden = true, description = "End with the process that started it.")
  private boolean local;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    if ((role == Role.WORKER) == join.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "expected --join of a worker, and of nobody else");
    }
    LoadedConfig loaded = config.load();
    if (TheoryRun.isFor(loaded)) {
      throw new CommandFailure("an experiment of theory has no clients, so nodes are of no use");
    }
    if (role == Role.WORKER) {
      if (local) {
        ChildJvm.endWithParent();
      }
      NodeAction.work(loaded, node.settings(spec, NodeSettings.WORKER, join));
      return;
    }
    Path to = directory == null ? RunCommand.defaultDirectory(loaded.config().name()) : directory;
    RunAction.run(
        loaded,
        to,
        false,
        quiet,
        ConfigOptions.words(spec),
        spec.commandLine().getOut(),
        Optional.of(new Lead(0, node.settings(spec, NodeSettings.SERVER, List.of()))));
  }
}
