package dev.clientele.network;

import dev.clientele.kernel.DryKernels;
import dev.clientele.kernel.Kernels;
import dev.clientele.tensor.Layout;
import java.util.function.Predicate;

/** The description of a network that predicts the noise in an image. */
public sealed interface DenoiserSpec permits UNetSpec, MlpSpec {
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

  /** Numbers of a client's embedding. */
  int embeddingWidth();

  /** How the time step is presented. */
  TimeFeatures timeFeatures();

  /** The same network with another number of client rows. */
  DenoiserSpec withClients(int rows);

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
