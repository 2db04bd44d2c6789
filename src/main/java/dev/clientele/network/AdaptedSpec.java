package dev.clientele.network;

import dev.clientele.kernel.Kernels;
import java.util.function.Predicate;

/**
 * A denoiser with low-rank adapters, whose tensors stand behind those of the layers that they are
 * beside. To train them alone leaves the base frozen, and no gradient of its weights is computed.
 * Sampling is cheaper with the base alone and weights that {@link Adapters#merge} made.
 */
public record AdaptedSpec(DenoiserSpec base, Lora lora) implements DenoiserSpec {
  /** Rejects adapters upon adapters. */
  public AdaptedSpec {
    if (base instanceof AdaptedSpec) {
      throw new IllegalArgumentException("expected a network without adapters but was " + base);
    }
  }

  @Override
  public int height() {
    return base.height();
  }

  @Override
  public int width() {
    return base.width();
  }

  @Override
  public int channels() {
    return base.channels();
  }

  @Override
  public int clients() {
    return base.clients();
  }

  @Override
  public int labels() {
    return base.labels();
  }

  @Override
  public int embeddingWidth() {
    return base.embeddingWidth();
  }

  @Override
  public int clientWidth() {
    return base.clientWidth();
  }

  @Override
  public TimeFeatures timeFeatures() {
    return base.timeFeatures();
  }

  @Override
  public AdaptedSpec withClients(int rows) {
    return new AdaptedSpec(base.withClients(rows), lora);
  }

  @Override
  public AdaptedSpec withClientWidth(int numbers) {
    return new AdaptedSpec(base.withClientWidth(numbers), lora);
  }

  @Override
  public Denoiser prepare(
      Kernels kernels, int batch, Predicate<String> trained, boolean inputGradient) {
    NetworkBuilder network =
        new NetworkBuilder(kernels, batch, trained, lora, base instanceof MlpSpec);
    return switch (base) {
      case UNetSpec spec -> spec.lay(network, inputGradient);
      case MlpSpec spec -> spec.lay(network, inputGradient);
      case AdaptedSpec spec ->
          throw new IllegalStateException("adapters upon the adapters of " + spec);
    };
  }
}
