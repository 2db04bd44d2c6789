package dev.clientele.diffusion;

import dev.clientele.network.DenoiserSpec;
import dev.clientele.network.Lora;
import java.util.function.Predicate;

/** Which tensors of a denoiser are trained. */
public enum Trained implements Predicate<String> {
  /** None: for sampling and measuring. */
  NOTHING,
  /** All. */
  EVERYTHING,
  /** All but the client embedding. */
  BACKBONE,
  /** The client embedding alone. */
  CLIENT_EMBEDDING,
  /** Low-rank adapters alone. */
  ADAPTERS;

  @Override
  public boolean test(String tensor) {
    return switch (this) {
      case NOTHING -> false;
      case EVERYTHING -> true;
      case BACKBONE -> !tensor.equals(DenoiserSpec.CLIENT_EMBEDDING);
      case CLIENT_EMBEDDING -> tensor.equals(DenoiserSpec.CLIENT_EMBEDDING);
      case ADAPTERS -> Lora.isAdapter(tensor);
    };
  }
}
