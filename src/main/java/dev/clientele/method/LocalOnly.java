package dev.clientele.method;

import dev.clientele.data.ClientData;
import dev.clientele.diffusion.Trained;
import dev.clientele.diffusion.Trainer;
import dev.clientele.diffusion.Workspace;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;

/**
 * No federation: every client trains a model of its own on its own data, and nothing is sent. All
 * start from the same weights.
 */
public final class LocalOnly extends NetworkMethod {
  /**
   * Local training of a network.
   *
   * @param pretrained where to start from; null for random weights
   */
  public LocalOnly(DenoiserSpec network, Weights pretrained, Training training) {
    super(network.withClients(0), pretrained, training);
  }

  @Override
  public String name() {
    return "local";
  }

  @Override
  public Layout shared() {
    return FedAvg.NOTHING;
  }

  @Override
  public Layout personal() {
    return all;
  }

  @Override
  public Weights newcomer() {
    return privateStart(all);
  }

  @Override
  public Visit train(
      Weights shared, Weights own, ClientData data, RandomKey key, Workspace workspace) {
    Trainer trainer = trainer(workspace, visit().batch(), Trained.EVERYTHING);
    trainer.denoiser().network().load(own);
    double loss = local().run(trainer, data.train(), key, tensor -> visit().learningRate());
    Weights trained = trainer.denoiser().network().weights(all);
    return new Visit(shared, trained, data.train().count(), images(), loss);
  }

  @Override
  public Weights model(Weights shared, Weights own) {
    return own;
  }

  @Override
  public Weights population(Weights shared) {
    return newcomer();
  }

  @Override
  public Adaptation adapt(Weights shared, ClientData data, RandomKey key, Workspace workspace) {
    Trainer trainer = trainer(workspace, training.adaptation().batch(), Trained.EVERYTHING);
    trainer.denoiser().network().load(newcomer());
    double loss = adapt(trainer, data.train(), key, tensor -> training.adaptation().learningRate());
    return new Adaptation(
        trainer.denoiser().network().weights(all), all.size(), adaptationImages(), loss);
  }
}
