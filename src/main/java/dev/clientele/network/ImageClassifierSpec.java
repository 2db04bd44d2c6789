package dev.clientele.network;

import dev.clientele.kernel.DryKernels;
import dev.clientele.kernel.Kernels;
import dev.clientele.tensor.Layout;
import java.util.function.Predicate;

/** The description of a network that scores an image for every class. */
public sealed interface ImageClassifierSpec permits ClassifierSpec, ResidualClassifierSpec {
  int height();

  int width();

  int channels();

  int classes();

  /** Numbers of the last hidden layer. */
  int features();

  /** Whether a tensor belongs to the last layer, which gives the classes' scores. */
  default boolean isHead(String tensor) {
    return tensor.startsWith("classes.");
  }

  /**
   * Lays the classifier out on a device.
   *
   * @param trained whose gradients are wanted, by tensor name
   */
  Classifier prepare(Kernels kernels, int batch, Predicate<String> trained);

  /** Names and shapes of all tensors. */
  default Layout layout() {
    try (Kernels dry = new DryKernels()) {
      return prepare(dry, 1, name -> false).network().layout();
    }
  }
}
