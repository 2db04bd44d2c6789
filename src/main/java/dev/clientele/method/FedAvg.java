package dev.clientele.method;

import dev.clientele.config.MethodConfig;
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
public final class FedAvg implements Method {
  private static final Layout NOTHING = Layout.of(Map.of());

  private final DenoiserSpec spec;
  private final Layout all;
  private final MethodConfig training;
  private final Weights initial;

  /**
   * Federated averaging over a network.
   *
   * @param pretrained where to start from; null for random weights
   */
  public FedAvg(DenoiserSpec network, Weights pretrained, MethodConfig training) {
    this.spec = network.withClients(0);
    this.all = spec.layout();
    this.training = training;
    this.initial = pretrained;
  }

  @Override
  public String name() {
    return "fedavg";
  }

  @Override
  public Layout shared() {
    return all;
  }

  @Override
  public Layout personal() {
    return NOTHING;
  }

  @Override
  public ServerState start(RandomKey key) {
    return ServerState.start(shared(), initial, key);
  }

  @Override
  public Weights newcomer() {
    return Weights.zeros(NOTHING);
  }

  @Override
  public Visit train(
      Weights shared, Weights personal, ClientData data, RandomKey key, Workspace workspace) {
    Trainer trainer =
        workspace.trainer(
            spec,
            training.batch(),
            Trained.EVERYTHING,
            training.optimizer() == MethodConfig.Optimizer.ADAM);
    trainer.denoiser().network().load(shared);
    LocalTraining local =
        new LocalTraining(training.localSteps(), training.conditionDropout(), training.clipNorm());
    double loss = local.run(trainer, data.train(), key, tensor -> training.learningRate());
    return new Visit(
        trainer.denoiser().network().changeSince(shared),
        personal,
        data.train().count(),
        (long) training.localSteps() * training.batch(),
        loss);
  }

  @Override
  public ServerState apply(ServerState state, Weights meanUpdate) {
    return state.next(meanUpdate, training.averageDecay());
  }

  @Override
  public Weights model(Weights shared, Weights own) {
    return shared;
  }

  @Override
  public Weights population(Weights shared) {
    return shared;
  }

  @Override
  public Adaptation adapt(Weights shared, ClientData data, RandomKey key, Workspace workspace) {
    return new Adaptation(newcomer(), 0, 0, Double.NaN);
  }
}
