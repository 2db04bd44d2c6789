package dev.clientele.method.classification;

import dev.clientele.data.ClientData;
import dev.clientele.diffusion.Workspace;
import dev.clientele.method.Visit;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;

/**
 * Ditto (Li et al. 2021): federated averaging, and for every client a personal classifier of its
 * own that is trained with a pull {@code mu/2 |v - w|^2} towards the shared weights. So that no
 * method has more local steps than another, a visit makes half of them on either.
 */
final class DittoClassifier extends ClassifierMethod {
  private final LastModel last;

  DittoClassifier(ClassifierTask task, double serverRate) {
    super("ditto", task, serverRate);
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
    int common = task.visit().localSteps() / 2;
    double loss = task.train(trainer, data.train(), common, BatchLoss.CROSS_ENTROPY, key);
    Weights update = trainer.network().changeSince(shared);
    int rest = task.visit().localSteps() - common;
    Weights mine = pulled(shared, model(shared, own), data, rest, key.child("personal"), workspace);
    return new Visit(update, last.keep(mine), data.train().count(), images(), loss);
  }

  private Weights pulled(
      Weights shared,
      Weights from,
      ClientData data,
      int steps,
      RandomKey key,
      Workspace workspace) {
    ClassifierTrainer trainer = task.trainer(workspace, ClassifierPart.EVERYTHING);
    trainer.network().load(shared);
    trainer.pull().anchor();
    trainer.network().load(from);
    Runnable pull = () -> trainer.pull().addTo(task.visit().proximal());
    task.train(trainer, data.train(), steps, BatchLoss.CROSS_ENTROPY, pull, key);
    return trainer.network().weights(task.layout());
  }

  @Override
  public Weights model(Weights shared, Weights own) {
    return last.has(own) ? last.of(own) : shared;
  }

  @Override
  public Weights personalised(
      Weights shared, Weights own, ClientData data, RandomKey key, Workspace workspace) {
    int steps = task.config().personalSteps();
    return pulled(shared, model(shared, own), data, steps, key, workspace);
  }
}
