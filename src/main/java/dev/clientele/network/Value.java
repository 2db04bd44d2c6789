package dev.clientele.network;

import dev.clientele.kernel.Buffer;

/**
 * A tensor inside a network: activations {@code [batch, height, width, channels]} (a vector has
 * height and width 1) and, where something before it is trained, their gradient.
 */
final class Value {
  final int height;
  final int width;
  final int channels;
  final Buffer data;

  /** Whether a gradient must flow through here. */
  final boolean needsGradient;

  /** The gradient's memory; made when the backward pass is laid out. */
  Buffer gradient;

  /**
   * Whether a step of the backward pass so far writes the gradient, so that the next one must add.
   */
  boolean gradientWritten;

  Value(int height, int width, int channels, Buffer data, boolean needsGradient) {
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.data = data;
    this.needsGradient = needsGradient;
  }

  int pixels() {
    return height * width;
  }
}
