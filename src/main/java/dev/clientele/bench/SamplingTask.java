package dev.clientele.bench;

import dev.clientele.diffusion.Sampler;
import dev.clientele.diffusion.Trained;
import dev.clientele.diffusion.Workspace;
import dev.clientele.network.Denoiser;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.tensor.RandomKey;
import java.util.Arrays;

/**
 * Sampling that is measured.
 *
 * @param step the network and its weights; its batch is how many images are drawn at once
 * @param sampler draws them
 */
public record SamplingTask(StepTask step, Sampler sampler) {
  /** The same network, of which nothing is trained. */
  public SamplingTask {
    step = new StepTask(step.spec(), step.batch(), Trained.NOTHING);
  }

  int batch() {
    return step.batch();
  }

  int parameters() {
    return step.parameters();
  }

  /** Floating-point operations of a batch. */
  double operations() {
    return step.operations() * sampler.steps();
  }

  Denoiser denoiser(Workspace workspace) {
    DenoiserSpec spec = step.spec();
    Denoiser denoiser = workspace.denoiser(spec, batch());
    denoiser.network().load(step.weights());
    return denoiser;
  }

  /** Draws a batch; equal numbers give equal images. */
  float[] draw(Denoiser denoiser, int number) {
    return sampler.sample(denoiser, clients(), null, key(number));
  }

  /** The streams of a batch. */
  RandomKey key(int number) {
    return step.key("sampling").child(number);
  }

  /** Each image's client. */
  int[] clients() {
    int[] clients = new int[batch()];
    Arrays.setAll(clients, i -> i % step.spec().clients());
    return clients;
  }
}
