package dev.clientele.network;

import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import dev.clientele.tensor.Weights;
import java.util.List;

/** Small networks that differ in what can differ, and weights of which none is zero. */
final class Examples {
  private static final TimeFeatures TIME = new TimeFeatures(8, true, 0);

  private Examples() {}

  /** No square, an odd batch's worth of conditions of both kinds, one and two heads. */
  static UNetSpec conditioned() {
    return new UNetSpec(
        8, 12, 1, List.of(8, 16), 1, flags(1, 1), flags(0, 1), true, 8, 4, 1e-5f, TIME, true, 3, 4);
  }

  /** Three levels of 28 x 28 without any attention. */
  static UNetSpec withoutAttention() {
    return new UNetSpec(
        28,
        28,
        1,
        List.of(4, 4, 8),
        1,
        flags(0, 0, 0),
        flags(0, 0, 0),
        false,
        0,
        2,
        1e-5f,
        new TimeFeatures(4, true, 0),
        true,
        2,
        0);
  }

  /** One level, two blocks, two heads, three channels, no client. */
  static UNetSpec oneLevel() {
    return new UNetSpec(
        6, 6, 3, List.of(8), 2, flags(1), flags(1), true, 4, 2, 1e-5f, TIME, true, 0, 3);
  }

  /** Narrower towards the middle, padded as DDPM's, attention on other levels up than down. */
  static UNetSpec ddpmStyle() {
    return new UNetSpec(
        12,
        20,
        2,
        List.of(16, 8),
        1,
        flags(1, 0),
        flags(0, 1),
        false,
        0,
        4,
        1e-6f,
        new TimeFeatures(16, false, 1),
        false,
        1,
        0);
  }

  /** Widths that no vector divides. */
  static UNetSpec oddWidths() {
    return new UNetSpec(
        10,
        6,
        1,
        List.of(6, 10),
        1,
        flags(0, 1),
        flags(1, 1),
        true,
        2,
        2,
        1e-5f,
        new TimeFeatures(6, true, 0),
        true,
        2,
        0);
  }

  /** Channels for which convolutions take Winograd's algorithm, and an image that its tiles cut. */
  static UNetSpec wide() {
    return new UNetSpec(
        5, 7, 1, List.of(32), 1, flags(0), flags(0), false, 0, 4, 1e-5f, TIME, true, 1, 0);
  }

  static MlpSpec mlp() {
    return new MlpSpec(2, 3, 1, List.of(7, 5), 4, 2, 3);
  }

  private static List<Boolean> flags(int... flags) {
    return java.util.Arrays.stream(flags).mapToObj(flag -> flag == 1).toList();
  }

  /** Random weights, as large as their layers can bear. */
  static Weights weights(Layout layout, RandomKey key) {
    float[] values = new float[layout.size()];
    for (Layout.Entry e : layout.entries()) {
      RandomStream random = key.child(e.name()).stream();
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

  /**
   * Gives the denoiser a batch: noise as images, times and conditions of all kinds, none included.
   */
  static void present(Denoiser denoiser, RandomKey key) {
    int batch = denoiser.batch();
    DenoiserSpec spec = denoiser.spec();
    denoiser.samples(gaussian(batch * denoiser.imageSize(), key.child("sample")));
    int[] times = new int[batch];
    int[] clients = new int[batch];
    int[] labels = new int[batch];
    for (int i = 0; i < batch; i++) {
      times[i] = 37 + 401 * i % 1000;
      clients[i] = i % (spec.clients() + 1) - 1;
      labels[i] = (i + 1) % (spec.labels() + 1) - 1;
    }
    denoiser.times(times);
    if (spec.clients() > 0) {
      denoiser.clients(clients);
    }
    if (spec.labels() > 0) {
      denoiser.labels(labels);
    }
  }
}
