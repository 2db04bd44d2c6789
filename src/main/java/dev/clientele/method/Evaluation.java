package dev.clientele.method;

import dev.clientele.data.ClientData;
import dev.clientele.diffusion.Workspace;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;

/**
 * What a model is measured by: pure functions that run as jobs on the compute pool. Immutable and
 * safe to call from many threads.
 */
public interface Evaluation {
  /** How thorough a measurement is. */
  enum Depth {
    /** Held-out denoising loss. */
    LOSS,
    /** Loss, generated images, and their kernel inception distance. */
    FULL
  }

  /** How many seen clients an adapted model is measured on again, to see what it forgot. */
  default int witnesses() {
    return 0;
  }

  /** Samples of the population's model, made once and compared with every client. */
  Population population(Weights model, RandomKey key, Workspace workspace);

  /**
   * Scores a client's model beside the population's.
   *
   * @param own all weights of the client's network, from {@link Method#model}
   * @param population those of nobody in particular, from {@link Method#population}
   * @param samples from {@link #population} with the same weights; null for {@link Depth#LOSS}
   */
  Score score(
      Weights own,
      Weights population,
      ClientData data,
      Population samples,
      Depth depth,
      RandomKey key,
      Workspace workspace);
}
