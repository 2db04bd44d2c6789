package dev.clientele.bench;

import dev.clientele.diffusion.Workspace;
import java.util.List;
import java.util.function.Supplier;

/** A training step, the same on every worker: a piece is a few of them. */
public final class StepScenario implements Scenario {
  private final Piece piece;
  private final Crew<StepBenchmark> crew;
  private final int steps;

  /**
   * Lays a network out for every worker.
   *
   * @param steps a worker does in a piece
   * @param workspaces called on each worker's thread
   */
  public StepScenario(StepTask task, int steps, int workers, Supplier<Workspace> workspaces) {
    this.steps = steps;
    this.crew =
        new Crew<>(workers, () -> new StepBenchmark(task, workspaces.get()), StepBenchmark::close);
    this.piece =
        new Piece(
            "images",
            (double) task.batch() * steps * workers,
            task.operations() / task.batch(),
            workers,
            task.parameters());
  }

  @Override
  public Piece piece() {
    return piece;
  }

  @Override
  public List<Double> run() {
    return List.of(crew.seconds(this::repeat));
  }

  private void repeat(StepBenchmark worker) {
    double loss = 0;
    for (int i = 0; i < steps; i++) {
      loss = worker.step();
    }
    if (!Double.isFinite(loss)) {
      throw new IllegalStateException("expected a finite loss but was " + loss);
    }
  }

  @Override
  public void close() {
    crew.close();
  }
}
