package dev.clientele.method.classification;

import dev.clientele.data.ClientData;
import dev.clientele.diffusion.Workspace;
import dev.clientele.method.Visit;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;

/** No federation: every client trains a classifier of its own, and nothing is sent. */
final class LocalClassifier extends ClassifierMethod {
  LocalClassifier(ClassifierTask task, double serverRate) {
    super("local", task, serverRate);
  }

  @Override
  public Layout shared() {
    return NOTHING;
  }

  @Override
  public Layout personal() {
    return task.layout();
  }

  @Override
  public Weights newcomer() {
    return privateStart(task.layout());
  }

  @Override
  public Visit train(
      Weights shared, Weights own, ClientData data, RandomKey key, Workspace workspace) {
    ClassifierTrainer trainer = task.trainer(workspace, ClassifierPart.EVERYTHING);
    trainer.network().load(own);
    int steps = task.visit().localSteps();
    double loss = task.train(trainer, data.train(), steps, BatchLoss.CROSS_ENTROPY, key);
    Weights trained = trainer.network().weights(task.layout());
    return new Visit(shared, trained, data.train().count(), images(), loss);
  }

  @Override
  public Weights model(Weights shared, Weights own) {
    return own;
  }

  @Override
  public Weights personalised(
      Weights shared, Weights own, ClientData data, RandomKey key, Workspace workspace) {
    return task.tuned(own, data.train(), task.config().personalSteps(), key, workspace);
  }

  @Override
  public Weights population(Weights shared) {
    return newcomer();
  }
}
