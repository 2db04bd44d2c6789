package dev.clientele.network;

import dev.clientele.kernel.DryKernels;
import dev.clientele.kernel.Kernels;
import dev.clientele.tensor.Layout;
import java.util.function.Predicate;

/** The description of a network that predicts the noise in an image. */
public sealed interface DenoiserSpec permits UNetSpec, MlpSpec, AdaptedSpec {
  /** The tensor that holds a row for each client; SPIRE's private embedding is one of its rows. */
  String CLIENT_EMBEDDING = "class_embedding.weight";

  /** The tensor that holds a row for each label. */
  String LABEL_EMBEDDING = "label_embedding.weight";

  int height();

  int width();

  int channels();

  /** Rows of the client embedding; 0 for none. */
  int clients();

  /** Rows of the label embedding; 0 for none. */
  int labels();

  /** Numbers of the time embedding, to which the label's and the client's are added. */
  int embeddingWidth();

  /**
   * Numbers of a client's embedding, which are added to the first of the time embedding's; all of
   * them, if not configured otherwise.
   */
  int clientWidth();

  /** How the time step is presented. */
  TimeFeatures timeFeatures();

  /** The same network with another number of client rows, as wide as before. */
  DenoiserSpec withClients(int rows);

  /** The same network with client embeddings of that many numbers, 1 to {@link #embeddingWidth}. */
  DenoiserSpec withClientWidth(int numbers);

  /**
   * Lays the network out on a device.
   *
   * @param trained whose gradients are wanted, by tensor name
   * @param inputGradient whether the gradient of the image is wanted, too
   */
  Denoiser prepare(Kernels kernels, int batch, Predicate<String> trained, boolean inputGradient);

  /** Names and shapes of all tensors. */
  default Layout layout() {
    try (Kernels dry = new DryKernels()) {
      return prepare(dry, 1, name -> false, false).network().layout();
    }
  }
}
