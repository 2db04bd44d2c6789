package dev.clientele.network;

import dev.clientele.kernel.Kernels;
import java.util.function.Predicate;

/**
 * A small convolutional classifier in the manner of LeNet (LeCun et al. 1998), with group
 * normalisation and SiLU: a 3x3 convolution, two strided ones that halve the image, a dense layer
 * of features, a dense layer of classes.
 *
 * @param maps channels of the first convolution; the strided ones have twice and twice as many
 * @param features numbers of the feature layer
 */
public record ClassifierSpec(
    int height, int width, int channels, int maps, int features, int classes)
    implements ImageClassifierSpec {
  private static final float EPSILON = 1e-5f;

  /** Lays the classifier out on a device, with the gradients of all tensors or of none. */
  public Classifier prepare(Kernels kernels, int batch, boolean trained) {
    return prepare(kernels, batch, name -> trained);
  }

  @Override
  public Classifier prepare(Kernels kernels, int batch, Predicate<String> trained) {
    NetworkBuilder network = new NetworkBuilder(kernels, batch, trained);
    Value images = network.value(height, width, channels, false);
    Value h = network.convolution("conv_in", images, maps, 3, 1, 1, 1, null);
    h = normalised(network, "norm_in", h);
    for (int i = 0; i < 2; i++) {
      h = network.convolution("down." + i + ".conv", h, 2 * maps, 3, 2, 1, 1, null);
      h = normalised(network, "down." + i + ".norm", h);
    }
    h = network.flatten(h);
    Dense first = network.denseParameters("features", features, h.channels);
    h = network.silu(network.dense(first, h, null));
    Dense second = network.denseParameters("classes", classes, features);
    return new Classifier(network, images, h, network.dense(second, h, null));
  }

  private static Value normalised(NetworkBuilder network, String name, Value x) {
    return network.groupNorm(name, x, null, null, 0, 4, EPSILON, true);
  }
}
