package dev.clientele.network;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.Kernels;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Adam (Kingma and Ba 2015), with betas 0.9 and 0.999 and epsilon 1e-8, over the trained parameters
 * of a network. Its moments are allocated once and cleared for every job.
 */
public final class Adam implements Optimizer {
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  private final Network network;
  private final Kernels kernels;
  private final List<Parameter> parameters;
  private final Buffer[] first;
  private final Buffer[] second;
  private final double[] rates;
  private int steps;

  /** Allocates the moments. */
  public Adam(Network network) {
    this.network = network;
    this.kernels = network.kernels();
    this.parameters = network.trained();
    int n = parameters.size();
    first = new Buffer[n];
    second = new Buffer[n];
    rates = new double[n];
    for (int i = 0; i < n; i++) {
      first[i] = kernels.allocate(parameters.get(i).value().floats());
      second[i] = kernels.allocate(parameters.get(i).value().floats());
    }
  }

  @Override
  public void begin(ToDoubleFunction<String> rate) {
    steps = 0;
    for (int i = 0; i < rates.length; i++) {
      rates[i] = rate.applyAsDouble(parameters.get(i).name());
      kernels.clear(first[i]).run();
      kernels.clear(second[i]).run();
    }
  }

  @Override
  public void step(double factor) {
    steps++;
    double correct1 = 1 - StrictMath.pow(BETA1, steps);
    float correct2 = (float) (1 / (1 - StrictMath.pow(BETA2, steps)));
    for (int i = 0; i < rates.length; i++) {
      if (rates[i] != 0) {
        Parameter p = parameters.get(i);
        kernels.adam(
            p.value(),
            p.gradient(),
            first[i],
            second[i],
            (float) (factor * rates[i] / correct1),
            correct2,
            BETA1,
            BETA2,
            EPSILON);
      }
    }
    network.weightsChanged();
  }
}
