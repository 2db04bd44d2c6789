package dev.clientele.kernel.cpu;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.GroupNormShape;
import java.util.function.LongFunction;

/**
 * What the forward pass of a group normalisation leaves to the backward pass, and scratch for both.
 *
 * <p>Let {@code m} be a group's mean and r its reciprocal standard deviation. For every image and
 * channel are kept: {@code center}, the single nearest to {@code m - bias}; {@code delta = center +
 * bias - m}, what rounding lost; and {@code rest}, the sum of {@code x - center}. The normalised
 * value is {@code (x - center + delta) * r}; before the activation it becomes {@code (x - center) *
 * gain + offset}.
 */
final class CpuGroupNormState {
  final GroupNormShape shape;
  final int channels;

  /** Addresses of {@code [batch, channels]}. */
  final long center;

  final long gain;
  final long offset;

  /** {@code [batch, channels]}. */
  final double[] delta;

  final double[] rest;

  /** {@code [batch, groups]}: r. */
  final double[] reciprocal;

  /** Addresses of rows of one number a channel, for the image at hand. */
  final long rowA;

  final long rowB;
  final long rowC;

  /** Two numbers a channel, for the image at hand. */
  final double[] first;

  final double[] second;

  /**
   * @param allocate gives memory of so many numbers, which its owner frees
   */
  CpuGroupNormState(GroupNormShape shape, LongFunction<Buffer> allocate) {
    this.shape = shape;
    channels = shape.channels();
    int all = shape.batch() * channels;
    center = allocate.apply(all).address();
    gain = allocate.apply(all).address();
    offset = allocate.apply(all).address();
    rowA = allocate.apply(channels).address();
    rowB = allocate.apply(channels).address();
    rowC = allocate.apply(channels).address();
    delta = new double[all];
    rest = new double[all];
    reciprocal = new double[shape.batch() * shape.groups()];
    first = new double[channels];
    second = new double[channels];
  }

  /** Where image n of a tensor of {@code count} channels begins. */
  long image(long tensor, int n, int count) {
    return tensor + 4L * n * shape.pixels() * count;
  }

  /** Bytes from a vector of channels to the other of its pair, 0 where there is none. */
  static long half(int c, int vectors) {
    return c + 2 * Wide.COUNT <= vectors ? Wide.BYTES : 0;
  }
}
