package dev.clientele.bench;

import dev.clientele.diffusion.Workspace;
import dev.clientele.network.Denoiser;
import java.util.List;
import java.util.function.Supplier;

/** Images drawn from a network, batch after batch: in a piece, every worker draws as many. */
public final class SamplingScenario implements Scenario {
  private final SamplingTask task;
  private final Piece piece;
  private final Crew<Drawer> crew;
  private final int batches;

  private record Drawer(Workspace workspace, Denoiser denoiser) {}

  /**
   * Lays a network out for every worker.
   *
   * @param batches a worker draws in a piece
   * @param workspaces called on each worker's thread
   */
  public SamplingScenario(
      SamplingTask task, int batches, int workers, Supplier<Workspace> workspaces) {
    this.task = task;
    this.batches = batches;
    this.crew = new Crew<>(workers, () -> drawer(workspaces.get()), d -> d.workspace().close());
    this.piece =
        new Piece(
            "images",
            (double) task.batch() * batches * workers,
            task.operations() / task.batch(),
            workers,
            task.parameters());
  }

  private Drawer drawer(Workspace workspace) {
    return new Drawer(workspace, task.denoiser(workspace));
  }

  @Override
  public Piece piece() {
    return piece;
  }

  @Override
  public List<Double> run() {
    return List.of(crew.seconds(this::draw));
  }

  private void draw(Drawer drawer) {
    for (int i = 0; i < batches; i++) {
      float[] images = task.draw(drawer.denoiser(), i);
      if (!Float.isFinite(images[0])) {
        throw new IllegalStateException("expected finite images but was " + images[0]);
      }
    }
  }

  @Override
  public void close() {
    crew.close();
  }
}
