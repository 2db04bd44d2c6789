package dev.clientele.network;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Plain stochastic gradient descent over the trained parameters of a network. */
public final class Sgd implements Optimizer {
  private final Network network;
  private final List<Parameter> parameters;
  private final double[] rates;

  /** Descends on {@code network}. */
  public Sgd(Network network) {
    this.network = network;
    this.parameters = network.trained();
    this.rates = new double[parameters.size()];
  }

  @Override
  public void begin(ToDoubleFunction<String> rate) {
    for (int i = 0; i < rates.length; i++) {
      rates[i] = rate.applyAsDouble(parameters.get(i).name());
    }
  }

  @Override
  public void step(double factor) {
    for (int i = 0; i < rates.length; i++) {
      Parameter p = parameters.get(i);
      network.kernels().addScaled(p.gradient(), (float) (factor * -rates[i]), p.value());
    }
    network.weightsChanged();
  }
}
