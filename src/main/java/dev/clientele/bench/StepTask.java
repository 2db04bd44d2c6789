package dev.clientele.bench;

import dev.clientele.diffusion.Trained;
import dev.clientele.kernel.DryKernels;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.network.Initializer;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;

/**
 * A training step that is measured: forward, backward and Adam, without gradient clipping.
 *
 * @param spec the network, with a client embedding
 * @param batch images a step
 * @param trained which tensors have gradients and are changed
 */
public record StepTask(DenoiserSpec spec, int batch, Trained trained) {
  /** Adam's, for every tensor; the same in the PyTorch twin. */
  public static final double LEARNING_RATE = 1e-3;

  private static final RandomKey KEY = RandomKey.of(1).child("bench").child("step");

  /** Rejects a network without client embedding. */
  public StepTask {
    if (spec.clients() == 0) {
      throw new IllegalArgumentException("expected a client embedding but the network has none");
    }
    if (batch < 1) {
      throw new IllegalArgumentException("expected a batch of at least 1 but was " + batch);
    }
  }

  /** Numbers of the whole network. */
  public int parameters() {
    return spec.layout().size();
  }

  /** Floating-point operations of a step's passes over a batch. */
  public double operations() {
    try (DryKernels dry = new DryKernels()) {
      spec.prepare(dry, batch, trained, false);
      return dry.operations();
    }
  }

  /**
   * Weights in general position: the tensors that training begins with at zero would hide the
   * gradients before them.
   */
  Weights weights() {
    Layout layout = spec.layout();
    float[] noise = new float[layout.size()];
    key("weights").stream().fillGaussian(noise);
    return Initializer.weights(layout, key("weights")).plus(0.02, Weights.adopt(layout, noise));
  }

  /** The random numbers of one purpose. */
  RandomKey key(String purpose) {
    return KEY.child(purpose);
  }

  /** Uniform pixels in -1..1, {@code [batch, height, width, channels]}. */
  float[] images() {
    var random = key("images").stream();
    float[] images = new float[batch * spec.height() * spec.width() * spec.channels()];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) (2 * random.nextDouble() - 1);
    }
    return images;
  }
}
