package dev.clientele.network;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.Kernels;
import java.util.List;

/**
 * The gradient of {@code mu/2 |w - anchor|^2} over a network's trained parameters (FedProx, Li et
 * al. 2020; Ditto, Li et al. 2021), or a constant (SCAFFOLD, Karimireddy et al. 2020). Belongs to
 * the network's thread.
 */
public final class ProximalPull {
  private final Kernels kernels;
  private final List<Parameter> parameters;
  private final Buffer[] anchor;

  /** Allocates the anchor. */
  public ProximalPull(Network network) {
    this.kernels = network.kernels();
    this.parameters = network.trained();
    this.anchor = new Buffer[parameters.size()];
    for (int i = 0; i < anchor.length; i++) {
      anchor[i] = kernels.allocate(parameters.get(i).value().floats());
    }
  }

  /** Makes what the network holds now the anchor. */
  public void anchor() {
    for (int i = 0; i < anchor.length; i++) {
      kernels.copy(parameters.get(i).value(), anchor[i]).run();
    }
  }

  /** Adds {@code mu * (w - anchor)} to the gradients; after a backward pass. */
  public void addTo(double mu) {
    for (int i = 0; i < anchor.length; i++) {
      Parameter p = parameters.get(i);
      kernels.addScaled(p.value(), (float) mu, p.gradient());
      kernels.addScaled(anchor[i], (float) -mu, p.gradient());
    }
  }

  /** Adds {@code factor * anchor} to the gradients; after a backward pass. */
  public void addAnchorTo(double factor) {
    for (int i = 0; i < anchor.length; i++) {
      kernels.addScaled(anchor[i], (float) factor, parameters.get(i).gradient());
    }
  }
}
