package dev.clientele.method.classification;

import dev.clientele.data.ClientData;
import dev.clientele.diffusion.Workspace;
import dev.clientele.method.Visit;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;

/**
 * pFedSD (Jin et al. 2022): federated averaging whose clients learn from the received model's start
 * with their own last classifier as a teacher; the first visit has no teacher. At the end every
 * client does so once more with the finished model, and that is its personal classifier.
 */
final class PFedSd extends ClassifierMethod {
  private final LastModel last;

  PFedSd(ClassifierTask task, double serverRate) {
    super("pfedsd", task, serverRate);
    this.last = new LastModel(task.layout());
  }

  @Override
  public Layout personal() {
    return last.nothing().layout();
  }

  @Override
  public Weights newcomer() {
    return last.nothing();
  }

  @Override
  public Visit train(
      Weights shared, Weights own, ClientData data, RandomKey key, Workspace workspace) {
    ClassifierTrainer trainer = task.trainer(workspace, ClassifierPart.EVERYTHING);
    trainer.network().load(shared);
    int steps = task.visit().localSteps();
    double loss = task.train(trainer, data.train(), steps, loss(own, workspace), key);
    Weights trained = trainer.network().weights(task.layout());
    Weights update = trained.plus(-1, shared);
    return new Visit(update, last.keep(trained), data.train().count(), images(), loss);
  }

  private BatchLoss loss(Weights own, Workspace workspace) {
    return last.has(own)
        ? task.distillation(last.of(own), false, workspace)
        : BatchLoss.CROSS_ENTROPY;
  }

  @Override
  public Weights personalised(
      Weights shared, Weights own, ClientData data, RandomKey key, Workspace workspace) {
    ClassifierTrainer trainer = task.trainer(workspace, ClassifierPart.EVERYTHING);
    trainer.network().load(shared);
    task.train(trainer, data.train(), task.config().personalSteps(), loss(own, workspace), key);
    return trainer.network().weights(task.layout());
  }
}
