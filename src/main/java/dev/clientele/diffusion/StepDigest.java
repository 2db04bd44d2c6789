package dev.clientele.diffusion;

import dev.clientele.network.Denoiser;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.network.Initializer;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import dev.clientele.tensor.Weights;

/**
 * What one training step gives here, to the last bit. Instructions, libraries and the sizes of
 * caches decide in which order a processor adds, so two machines compute alike where their digests
 * say so; no list of their properties could tell.
 */
public final class StepDigest {
  private static final RandomKey KEY = RandomKey.of(1).child("step digest");
  private static final int BATCH = 2;
  private static final double LEARNING_RATE = 1e-3;

  private StepDigest() {}

  /**
   * The SHA-256 of a network's weights after a step of Adam on noise, every tensor trained.
   *
   * @param workspace the calling thread's
   */
  public static String of(Workspace workspace, DenoiserSpec spec) {
    Trainer trainer = workspace.trainer(spec, BATCH, Trained.EVERYTHING, true);
    Denoiser denoiser = trainer.denoiser();
    denoiser.network().load(weights(spec.layout()));
    denoiser.samples(gaussian(BATCH * denoiser.imageSize(), KEY.child("samples")));
    denoiser.times(new int[] {0, workspace.steps() / 2});
    if (spec.clients() > 0) {
      denoiser.clients(new int[] {0, Denoiser.NONE});
    }
    if (spec.labels() > 0) {
      denoiser.labels(new int[] {Denoiser.NONE, 0});
    }
    trainer.begin(tensor -> LEARNING_RATE);
    denoiser.lossAndGradients(gaussian(BATCH * denoiser.imageSize(), KEY.child("noise")));
    trainer.step(1);
    return denoiser.network().weights(spec.layout()).sha256();
  }

  /** In general position: tensors that begin at zero would hide the gradients before them. */
  private static Weights weights(Layout layout) {
    Weights noise = Weights.adopt(layout, gaussian(layout.size(), KEY.child("weights")));
    return Initializer.weights(layout, KEY).plus(0.02, noise);
  }

  private static float[] gaussian(int count, RandomKey key) {
    float[] values = new float[count];
    RandomStream random = key.stream();
    random.fillGaussian(values);
    return values;
  }
}
