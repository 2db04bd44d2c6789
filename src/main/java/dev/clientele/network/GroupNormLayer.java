package dev.clientele.network;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.GroupNorm;
import dev.clientele.kernel.GroupNormShape;

/** Lays out group normalisations. */
final class GroupNormLayer {
  private GroupNormLayer() {}

  /**
   * Group normalisation, with SiLU if wanted, of x (and of x2 beside it, without a copy), after
   * adding the columns of {@code bias} from {@code biasAt}.
   */
  static Value lay(
      NetworkBuilder network,
      String name,
      Value x,
      Value x2,
      Value bias,
      int biasAt,
      int groups,
      float epsilon,
      boolean silu) {
    int channels2 = x2 == null ? 0 : x2.channels;
    int channels = x.channels + channels2;
    Parameter scale = network.vector(name + ".weight", channels);
    Parameter shift = network.vector(name + ".bias", channels);
    boolean needs =
        x.needsGradient
            || NetworkBuilder.needs(x2)
            || NetworkBuilder.needs(bias)
            || scale.trained();
    Value y = network.value(x.height, x.width, channels, needs);
    GroupNorm by =
        network.kernels.groupNorm(
            new GroupNormShape(
                network.batch,
                x.pixels(),
                x.channels,
                channels2,
                groups,
                epsilon,
                silu,
                bias == null ? 0 : bias.channels));
    Buffer additions = bias == null ? null : tail(bias.data, biasAt);
    network.forward(
        by.forward(
            x.data, NetworkBuilder.data(x2), additions, scale.value(), shift.value(), y.data));
    network.onBackward(
        y,
        () -> {
          boolean add1 = x.gradientWritten;
          boolean add2 = x2 != null && x2.gradientWritten;
          Buffer dx1 = x.needsGradient ? network.gradient(x) : null;
          Buffer dx2 = NetworkBuilder.needs(x2) ? network.gradient(x2) : null;
          Buffer dbias = NetworkBuilder.needs(bias) ? tail(network.gradient(bias), biasAt) : null;
          network.backward(
              by.backward(
                  y.gradient, dx1, add1, dx2, add2, dbias, scale.gradient(), shift.gradient()));
          x.gradientWritten |= dx1 != null;
          if (dx2 != null) {
            x2.gradientWritten = true;
          }
          if (dbias != null) {
            bias.gradientWritten = true;
          }
        });
    return y;
  }

  private static Buffer tail(Buffer buffer, int from) {
    return buffer.slice(from, buffer.floats() - from);
  }
}
