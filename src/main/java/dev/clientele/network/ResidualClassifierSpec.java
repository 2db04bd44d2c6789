package dev.clientele.network;

import dev.clientele.kernel.Kernels;
import java.util.List;
import java.util.function.Predicate;

/**
 * A small residual network (He et al. 2016, with the activations before the convolutions) with
 * group normalisation (Wu and He 2018), which does not mix a batch's images and has no running
 * statistics to average, and SiLU. Every level but the first begins by halving the image; a mean
 * over all pixels and a dense layer end it.
 *
 * @param widths channels of each level, divisible by {@code groups}
 * @param blocks residual blocks a level
 */
public record ResidualClassifierSpec(
    int height, int width, int channels, List<Integer> widths, int blocks, int groups, int classes)
    implements ImageClassifierSpec {
  private static final float EPSILON = 1e-5f;

  /** Rejects what cannot be built, saying what was expected. */
  public ResidualClassifierSpec {
    widths = List.copyOf(widths);
    if (widths.isEmpty() || blocks < 1 || groups < 1 || classes < 2) {
      throw new IllegalArgumentException(
          "expected at least one level, block and group and two classes but was "
              + widths
              + " widths, "
              + blocks
              + " blocks, "
              + groups
              + " groups and "
              + classes
              + " classes");
    }
    for (int w : widths) {
      if (w < 1 || w % groups != 0) {
        throw new IllegalArgumentException(
            "expected widths divisible by " + groups + " groups but was " + w);
      }
    }
  }

  @Override
  public int features() {
    return widths.getLast();
  }

  @Override
  public Classifier prepare(Kernels kernels, int batch, Predicate<String> trained) {
    NetworkBuilder network = new NetworkBuilder(kernels, batch, trained);
    Value images = network.value(height, width, channels, false);
    Value h = network.convolution("conv_in", images, widths.getFirst(), 3, 1, 1, 1, null);
    for (int level = 0; level < widths.size(); level++) {
      for (int i = 0; i < blocks; i++) {
        int stride = level > 0 && i == 0 ? 2 : 1;
        h = residual(network, "levels." + level + "." + i, h, widths.get(level), stride);
      }
    }
    Value features = network.pixelMean(normalised(network, "norm_out", h));
    Dense head = network.denseParameters("classes", classes, features.channels);
    return new Classifier(network, images, features, network.dense(head, features, null));
  }

  private Value residual(NetworkBuilder network, String name, Value x, int width, int stride) {
    Value h = normalised(network, name + ".norm1", x);
    Value shortcut = x;
    if (stride > 1 || x.channels != width) {
      shortcut = network.convolution(name + ".conv_shortcut", h, width, 1, stride, 0, 0, null);
    }
    h = network.convolution(name + ".conv1", h, width, 3, stride, 1, 1, null);
    h = normalised(network, name + ".norm2", h);
    return network.convolution(name + ".conv2", h, width, 3, 1, 1, 1, shortcut);
  }

  private Value normalised(NetworkBuilder network, String name, Value x) {
    return network.groupNorm(name, x, null, null, 0, groups, EPSILON, true);
  }
}
