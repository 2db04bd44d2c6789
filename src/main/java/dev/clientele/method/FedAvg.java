package dev.clientele.method;

import dev.clientele.data.ClientData;
import dev.clientele.diffusion.Trained;
import dev.clientele.diffusion.Trainer;
import dev.clientele.diffusion.Workspace;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.Map;

/**
 * Federated averaging (McMahan et al. 2017): one model for all clients; a visit trains all weights,
 * and the server adds the mean of the changes, weighted by samples. A client that took no part uses
 * the model as it is.
 */
public class FedAvg extends NetworkMethod {
  static final Layout NOTHING = Layout.of(Map.of());

  private final String name;

  /**
   * Federated averaging over a network.
   *
   * @param network its number of client rows does not matter
   * @param pretrained where to start from; null for random weights
   */
  public FedAvg(DenoiserSpec network, Weights pretrained, Training training) {
    this("fedavg", network, pretrained, training);
  }

  /**
   * The same under another name, such as that of a run on everybody's data together.
   *
   * @param pretrained where to start from; null for random weights
   */
  public FedAvg(String name, DenoiserSpec network, Weights pretrained, Training training) {
    super(network.withClients(0), pretrained, training);
    this.name = name;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Layout shared() {
    return all;
  }

  @Override
  public final Layout personal() {
    return NOTHING;
  }

  @Override
  public final Weights newcomer() {
    return Weights.zeros(NOTHING);
  }

  @Override
  public Visit train(
      Weights shared, Weights personal, ClientData data, RandomKey key, Workspace workspace) {
    Trainer trainer = trainer(workspace, visit().batch(), Trained.EVERYTHING);
    trainer.denoiser().network().load(shared);
    double loss = steps(trainer, data, key, workspace);
    return new Visit(
        trainer.denoiser().network().changeSince(shared),
        personal,
        data.train().count(),
        images(),
        loss);
  }

  /** Trains what the trainer holds; returns the mean loss. */
  double steps(Trainer trainer, ClientData data, RandomKey key, Workspace workspace) {
    return local().run(trainer, data.train(), key, tensor -> visit().learningRate());
  }

  @Override
  public final Weights model(Weights shared, Weights own) {
    return shared;
  }

  @Override
  public final Weights population(Weights shared) {
    return shared;
  }

  @Override
  public final Adaptation adapt(
      Weights shared, ClientData data, RandomKey key, Workspace workspace) {
    return new Adaptation(newcomer(), 0, 0, Double.NaN);
  }
}
