package dev.clientele.diffusion;

import dev.clientele.network.DenoiserSpec;
import dev.clientele.network.MlpSpec;
import dev.clientele.network.UNetSpec;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import dev.clientele.tensor.Weights;
import java.util.List;

/** Small networks and weights of which none is zero. */
final class Models {
  private Models() {}

  /** 8 x 4, attention with two heads in the middle, two clients. */
  static UNetSpec unet() {
    return UNetSpec.of(8, 4, 1, List.of(8, 16), 1, List.of(1), 8, 4, 0).withClients(2);
  }

  /** Two clients, three labels. */
  static MlpSpec mlp() {
    return new MlpSpec(2, 2, 1, List.of(8), 4, 2, 3);
  }

  static Weights weights(DenoiserSpec spec, RandomKey key) {
    Layout layout = spec.layout();
    RandomStream random = key.stream();
    float[] values = new float[layout.size()];
    for (Layout.Entry e : layout.entries()) {
      int inputs = e.shape().size() == 1 ? 10 : e.size() / e.shape().getFirst();
      boolean scale = e.name().contains("norm") && e.name().endsWith(".weight");
      for (int i = 0; i < e.size(); i++) {
        double value = random.nextGaussian() / Math.sqrt(inputs);
        values[e.offset() + i] = (float) (scale ? 1 + value : value);
      }
    }
    return Weights.adopt(layout, values);
  }

  static float[] gaussian(int count, RandomKey key) {
    float[] values = new float[count];
    key.stream().fillGaussian(values);
    return values;
  }
}
