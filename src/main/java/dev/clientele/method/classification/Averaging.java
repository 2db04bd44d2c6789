package dev.clientele.method.classification;

import dev.clientele.data.ClientData;
import dev.clientele.diffusion.Workspace;
import dev.clientele.method.Visit;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;

/**
 * Federated averaging of classifiers (McMahan et al. 2017), also with FedProx's pull {@code mu/2 |w
 * - w_t|^2} towards the received weights (Li et al. 2020), also with fine-tuning: then every client
 * trains the finished model further on its own images.
 */
final class Averaging extends ClassifierMethod {
  private final double proximal;
  private final int tuning;

  /**
   * Averaging under a name.
   *
   * @param proximal mu; 0 for no pull
   * @param tuning steps on the finished model; 0: clients use it as it is
   */
  Averaging(String name, ClassifierTask task, double serverRate, double proximal, int tuning) {
    super(name, task, serverRate);
    this.proximal = proximal;
    this.tuning = tuning;
  }

  @Override
  public Visit train(
      Weights shared, Weights own, ClientData data, RandomKey key, Workspace workspace) {
    ClassifierTrainer trainer = task.trainer(workspace, ClassifierPart.EVERYTHING);
    trainer.network().load(shared);
    Runnable pull = () -> {};
    if (proximal > 0) {
      trainer.pull().anchor();
      pull = () -> trainer.pull().addTo(proximal);
    }
    int steps = task.visit().localSteps();
    double loss = task.train(trainer, data.train(), steps, BatchLoss.CROSS_ENTROPY, pull, key);
    Weights update = trainer.network().changeSince(shared);
    return new Visit(update, own, data.train().count(), images(), loss);
  }

  @Override
  public Weights personalised(
      Weights shared, Weights own, ClientData data, RandomKey key, Workspace workspace) {
    return tuning == 0 ? shared : task.tuned(shared, data.train(), tuning, key, workspace);
  }
}
