package dev.clientele.bench;

import dev.clientele.diffusion.NoiseSchedule;
import dev.clientele.diffusion.Trainer;
import dev.clientele.diffusion.Workspace;
import dev.clientele.kernel.Kernels;
import dev.clientele.tensor.RandomStream;
import java.util.function.Supplier;

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
   * @param device makes kernels for the calling thread
   */
  public StepBenchmark(StepTask task, Supplier<Kernels> device) {
    workspace = new Workspace(device, NoiseSchedule.linear(1000));
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
