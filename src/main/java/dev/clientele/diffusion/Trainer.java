package dev.clientele.diffusion;

import dev.clientele.network.Denoiser;
import dev.clientele.network.Optimizer;
import java.util.function.ToDoubleFunction;

/**
 * A denoiser together with its objective and optimiser. Belongs to one worker's thread.
 *
 * @param denoiser the network
 * @param objective its loss
 * @param optimizer changes the trained tensors
 */
public record Trainer(Denoiser denoiser, Objective objective, Optimizer optimizer) {
  /** Starts a new training with the given learning rates, a tensor's name to its rate. */
  public void begin(ToDoubleFunction<String> rates) {
    optimizer.begin(rates);
  }

  /** One step along the gradients of the last loss, clipped to the given norm. */
  public void step(double clipNorm) {
    step(clipNorm, 1);
  }

  /** The same with the learning rates times a factor. */
  public void step(double clipNorm, double factor) {
    denoiser.network().clipGradients(clipNorm);
    optimizer.step(factor);
  }
}
