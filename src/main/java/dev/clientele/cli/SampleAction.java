package dev.clientele.cli;

import dev.clientele.config.ConfigLoader;
import dev.clientele.data.Images;
import dev.clientele.diffusion.Workspace;
import dev.clientele.method.Method;
import dev.clientele.method.SampleDrawing;
import dev.clientele.report.RunDirectory;
import dev.clientele.report.SampleGrid;
import dev.clientele.simulation.Checkpoint;
import dev.clientele.simulation.CheckpointStore;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Draws images for one client of a finished run. */
final class SampleAction {
  private static final int COLUMNS = 10;
  private static final int SCALE = 3;

  private SampleAction() {}

  static void sample(Path directory, int client, int count, Path file, PrintWriter out) {
    RunDirectory run = RunDirectory.open(directory);
    Assembly assembly =
        new Assembly(ConfigLoader.load(run.config(), List.of(), OptionalLong.empty()));
    if (assembly.classification().isPresent()) {
      throw new CommandFailure(directory + ": expected a run of diffusion models but was another");
    }
    int clients = assembly.federation().registered() + assembly.federation().unseen();
    if (client >= clients) {
      throw new CommandFailure("expected a client of 0 to " + (clients - 1) + " but was " + client);
    }
    Checkpoint checkpoint;
    try {
      checkpoint = new CheckpointStore(run.checkpoint(), Session::warn).latest();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Method method = assembly.method();
    Optional<Weights> own = checkpoint.states().now().get(client);
    if (own.isEmpty()) {
      out.println("client " + client + " never trained; drawing what the population's model gives");
    }
    Weights personal = own.orElseGet(method::newcomer);
    RandomKey key = RandomKey.of(assembly.config().seed()).child("sample command").child(client);
    try (Workspace workspace = assembly.workspace()) {
      SampleDrawing drawing =
          new SampleDrawing(assembly.clientNetwork(), assembly.federation(), assembly.sampler());
      Weights shared = checkpoint.position().state().average();
      Images images = drawing.draw(method.model(shared, personal), null, count, key, workspace);
      SampleGrid.write(file, rows(images, client), SCALE);
    }
    out.println(file);
  }

  private static List<SampleGrid.Row> rows(Images images, int client) {
    List<SampleGrid.Row> rows = new ArrayList<>();
    for (int from = 0; from < images.count(); from += COLUMNS) {
      int to = Math.min(images.count(), from + COLUMNS);
      rows.add(new SampleGrid.Row(from == 0 ? "client " + client : "", images.range(from, to)));
    }
    return rows;
  }
}
