package dev.clientele.cli;

import dev.clientele.config.ConfigLoader;
import dev.clientele.method.ServerState;
import dev.clientele.method.classification.ClassificationFactory;
import dev.clientele.method.classification.Generator;
import dev.clientele.method.classification.Synthetic;
import dev.clientele.network.DiffusersFolder;
import dev.clientele.network.PeftFolder;
import dev.clientele.network.UNetSpec;
import dev.clientele.report.RunDirectory;
import dev.clientele.simulation.CheckpointStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Writes what a finished run learned as folders of other libraries' form. */
final class ExportAction {
  private ExportAction() {}

  /**
   * Writes the population's model, or one client's adapters.
   *
   * @param client whose adapters; -1: the model
   */
  static void export(Path directory, Path folder, int client, PrintWriter out) {
    RunDirectory run = RunDirectory.open(directory);
    Assembly assembly =
        new Assembly(ConfigLoader.load(run.config(), List.of(), OptionalLong.empty()));
    try {
      ServerState state =
          new CheckpointStore(run.checkpoint(), Session::warn).latest().position().state();
      if (client >= 0) {
        adapters(directory, assembly, state, client, folder);
      } else {
        model(directory, assembly, state, folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println(folder);
  }

  private static void model(Path directory, Assembly assembly, ServerState state, Path folder)
      throws IOException {
    if (assembly.classification().isPresent()
        || !(assembly.clientNetwork().withClients(0) instanceof UNetSpec spec)) {
      throw new CommandFailure(directory + ": expected a run that trained a unet, but was another");
    }
    new DiffusersFolder(folder).write(spec, assembly.method().population(state.average()));
  }

  private static void adapters(
      Path directory, Assembly assembly, ServerState state, int client, Path folder)
      throws IOException {
    Synthetic kept = new Synthetic(state.memory());
    if (!ClassificationFactory.draws(assembly.config().method())
        || !kept.clients().contains(client)) {
      throw new CommandFailure(
          directory + ": expected a run with adapters of client " + client + " but was another");
    }
    Generator generator = assembly.generator();
    new PeftFolder(folder).write(generator.lora(), kept.adapters(client));
  }
}
