package dev.clientele.bench;

import dev.clientele.diffusion.Trainer;
import dev.clientele.diffusion.Workspace;
import dev.clientele.tensor.RandomStream;

/**
 * Repeats a training step as a worker does it. Every step draws each image's client, noise level
 * and noise anew. Belongs to the thread that makes it.
 */
public final class StepBenchmark implements AutoCloseable {
  private final Workspace workspace;
  private final Trainer trainer;
  private final float[] images;
  private final int[] clients;
  private final int rows;
  private final RandomStream random;

  /**
   * Lays the network out.
   *
   * @param workspace of the calling thread; closed with this
   */
  public StepBenchmark(StepTask task, Workspace workspace) {
    this.workspace = workspace;
    trainer = workspace.trainer(task.spec(), task.batch(), task.trained(), true);
    trainer.denoiser().network().load(task.weights());
    trainer.begin(tensor -> StepTask.LEARNING_RATE);
    images = task.images();
    clients = new int[task.batch()];
    rows = task.spec().clients();
    random = task.key("steps").stream();
  }

  /**
   * One step.
   *
   * @return its loss
   */
  public double step() {
    for (int i = 0; i < clients.length; i++) {
      clients[i] = random.nextInt(rows);
    }
    trainer.denoiser().clients(clients);
    double loss = trainer.objective().lossAndGradients(images, random);
    trainer.optimizer().step();
    return loss;
  }

  @Override
  public void close() {
    workspace.close();
  }
}
