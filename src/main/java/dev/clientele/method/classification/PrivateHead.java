package dev.clientele.method.classification;

import dev.clientele.data.ClientData;
import dev.clientele.diffusion.Workspace;
import dev.clientele.method.Visit;
import dev.clientele.network.Network;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;

/**
 * The last layer stays with the client, the rest is averaged. FedPer (Arivazhagan et al. 2019)
 * trains both in every step; FedRep (Collins et al. 2021) first the private layer alone, then the
 * rest alone, here with as many steps in all. At the end every client trains its private layer
 * further beside the finished rest.
 */
final class PrivateHead extends ClassifierMethod {
  private final Layout body;
  private final Layout head;
  private final int headSteps;

  /**
   * FedPer or FedRep.
   *
   * @param headSteps FedRep: how many of the local steps train the private layer; FedPer: 0
   */
  PrivateHead(String name, ClassifierTask task, double serverRate, int headSteps) {
    super(name, task, serverRate);
    this.body = task.tensors(ClassifierPart.BODY);
    this.head = task.tensors(ClassifierPart.HEAD);
    this.headSteps = headSteps;
  }

  @Override
  public Layout shared() {
    return body;
  }

  @Override
  public Layout personal() {
    return head;
  }

  @Override
  public Weights newcomer() {
    return privateStart(head);
  }

  @Override
  public Visit train(
      Weights shared, Weights own, ClientData data, RandomKey key, Workspace workspace) {
    Weights mine =
        headSteps == 0 ? own : tuned(shared, own, data, headSteps, key.child("private"), workspace);
    ClassifierPart part = headSteps == 0 ? ClassifierPart.EVERYTHING : ClassifierPart.BODY;
    ClassifierTrainer trainer = task.trainer(workspace, part);
    Network network = trainer.network();
    network.load(shared, mine);
    int steps = task.visit().localSteps() - headSteps;
    double loss = task.train(trainer, data.train(), steps, BatchLoss.CROSS_ENTROPY, key);
    Weights update = network.changeSince(shared);
    return new Visit(update, network.weights(head), data.train().count(), images(), loss);
  }

  /** The private layer after so many steps on it alone. */
  private Weights tuned(
      Weights shared, Weights own, ClientData data, int steps, RandomKey key, Workspace workspace) {
    ClassifierTrainer trainer = task.trainer(workspace, ClassifierPart.HEAD);
    trainer.network().load(shared, own);
    task.train(trainer, data.train(), steps, BatchLoss.CROSS_ENTROPY, key);
    return trainer.network().weights(head);
  }

  @Override
  public Weights model(Weights shared, Weights own) {
    return shared.and(own).project(task.layout());
  }

  @Override
  public Weights personalised(
      Weights shared, Weights own, ClientData data, RandomKey key, Workspace workspace) {
    int steps = task.config().personalSteps();
    return model(shared, tuned(shared, own, data, steps, key, workspace));
  }

  @Override
  public Weights population(Weights shared) {
    return model(shared, newcomer());
  }
}
