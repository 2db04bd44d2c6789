package dev.clientele.method;

import dev.clientele.data.ClientData;
import dev.clientele.diffusion.Trainer;
import dev.clientele.diffusion.Workspace;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.network.ProximalPull;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;

/**
 * FedProx (Li et al. 2020): federated averaging whose local objective has {@code mu/2 |w - w_t|^2}
 * besides, which holds a client near the weights that it received.
 */
public final class FedProx extends FedAvg {
  /**
   * FedProx over a network.
   *
   * @param pretrained where to start from; null for random weights
   */
  public FedProx(DenoiserSpec network, Weights pretrained, Training training) {
    super("fedprox", network, pretrained, training);
  }

  @Override
  double steps(Trainer trainer, ClientData data, RandomKey key, Workspace workspace) {
    ProximalPull pull = workspace.pull(trainer);
    pull.anchor();
    return local()
        .pulled(() -> pull.addTo(visit().proximal()))
        .run(trainer, data.train(), key, tensor -> visit().learningRate());
  }
}
