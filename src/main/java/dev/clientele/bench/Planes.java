package dev.clientele.bench;

import dev.clientele.network.DenoiserSpec;

/** Images as PyTorch arranges them. */
final class Planes {
  private Planes() {}

  /** From NHWC to NCHW, which begins at {@code planes[at]}. */
  static void of(DenoiserSpec spec, float[] pixels, float[] planes, int at) {
    int plane = spec.height() * spec.width();
    int channels = spec.channels();
    for (int i = 0; i < pixels.length; i++) {
      int image = i / (plane * channels);
      int channel = i % channels;
      int pixel = i / channels % plane;
      planes[at + (image * channels + channel) * plane + pixel] = pixels[i];
    }
  }
}
