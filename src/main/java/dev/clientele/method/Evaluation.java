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

  /** Samples of the population's model (no embedding), made once and compared with every client. */
  Population population(Weights shared, RandomKey key, Workspace workspace);

  /**
   * Scores a client's model beside the population's.
   *
   * @param personal the client's private tensors; for a method without any, an empty layout
   * @param population from {@link #population} with the same {@code shared}; null for {@link
   *     Depth#LOSS}
   */
  Score score(
      Weights shared,
      Weights personal,
      ClientData data,
      Population population,
      Depth depth,
      RandomKey key,
      Workspace workspace);
}
