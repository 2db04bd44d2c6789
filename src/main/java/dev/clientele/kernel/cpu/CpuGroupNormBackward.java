package dev.clientele.kernel.cpu;

import static dev.clientele.kernel.cpu.Lanes.get;
import static dev.clientele.kernel.cpu.Lanes.put;

import dev.clientele.kernel.Step;
import java.util.Arrays;

/**
 * A prepared backward pass. Let d be the gradient before the activation, {@code s = sum(d)} and
 * {@code t = sum(d * z)} over the pixels of a channel, z the normalised value. With the means over
 * the group {@code m1} of {@code scale * s} and {@code m2} of {@code scale * t}, {@code dx = r *
 * (scale * d - m1 - z * m2)}; so the gradient of the addition, its sum over the pixels, needs no
 * pass over them.
 *
 * <p>Gradients are addresses, 0 where none is wanted. {@code dy} is overwritten with d.
 */
record CpuGroupNormBackward(
    CpuGroupNormState state,
    CpuGroupNormForward forward,
    long dy,
    long dx1,
    boolean add1,
    long dx2,
    boolean add2,
    long dbias,
    long dscale,
    long dshift)
    implements Step {
  @Override
  public void run() {
    int channels1 = state.shape.channels1();
    int channels2 = state.shape.channels2();
    Arrays.fill(state.first, 0);
    Arrays.fill(state.second, 0);
    for (int n = 0; n < state.shape.batch(); n++) {
      long image1 = state.image(forward.x1(), n, channels1);
      long image2 = state.image(forward.x2(), n, channels2);
      sums(image1, channels1, 0, n);
      sums(image2, channels2, channels1, n);
      for (int group = 0; group < state.shape.groups(); group++) {
        combine(n, group);
      }
      if (dx1 != 0) {
        inputs(image1, channels1, 0, n, state.image(dx1, n, channels1), add1);
      }
      if (dx2 != 0) {
        inputs(image2, channels2, channels1, n, state.image(dx2, n, channels2), add2);
      }
    }
    if (dscale != 0) {
      for (int c = 0; c < state.channels; c++) {
        put(dscale + 4L * c, (float) state.first[c]);
        put(dshift + 4L * c, (float) state.second[c]);
      }
    }
  }

  /** The gradient before the activation and its sums, of one tensor's channels. */
  private void sums(long x, int count, int from, int n) {
    int pixels = state.shape.pixels();
    long in = 4L * count;
    long out = 4L * state.channels;
    long image = state.image(dy, n, state.channels) + 4L * from;
    long row = 4L * (n * state.channels + from);
    long rowA = state.rowA + 4L * from;
    long rowB = state.rowB + 4L * from;
    long center = state.center + row;
    int vectors = count & -Wide.COUNT;
    for (int c = 0; c < vectors; c += 2 * Wide.COUNT) {
      long half = CpuGroupNormState.half(c, vectors);
      long at = 4L * c;
      if (state.shape.silu()) {
        siluGradient(x + at, in, image + at, row + at);
        if (half != 0) {
          siluGradient(x + at + half, in, image + at + half, row + at + half);
        }
      }
      NormBackwardLoops.sums(
          x + at, half, in, image + at, out, pixels, center + at, rowA + at, rowB + at);
    }
    if (vectors < count) {
      int part = count - vectors;
      long at = 4L * vectors;
      if (state.shape.silu()) {
        NormBackwardLoops.siluGradientPart(
            x + at,
            part,
            in,
            image + at,
            out,
            pixels,
            center + at,
            state.gain + row + at,
            state.offset + row + at);
      }
      NormBackwardLoops.sumsPart(
          x + at, part, in, image + at, out, pixels, center + at, rowA + at, rowB + at);
    }
  }

  private void siluGradient(long x, long stride, long gradient, long row) {
    NormBackwardLoops.siluGradient(
        x,
        stride,
        gradient,
        4L * state.channels,
        state.shape.pixels(),
        state.center + row,
        state.gain + row,
        state.offset + row);
  }

  /**
   * From the channels' sums to {@code dx = a * d + b * (x - center) + c}, and the closed-form
   * gradients.
   */
  private void combine(int n, int group) {
    int size = state.channels / state.shape.groups();
    int from = group * size;
    int to = from + size;
    double pixels = state.shape.pixels();
    double r = state.reciprocal[n * state.shape.groups() + group];
    double m1 = 0;
    double m2 = 0;
    for (int c = from; c < to; c++) {
      double s = get(state.rowA + 4L * c);
      double t = (get(state.rowB + 4L * c) + state.delta[n * state.channels + c] * s) * r;
      double w = get(forward.scale() + 4L * c);
      m1 += w * s;
      m2 += w * t;
      state.first[c] += t;
      state.second[c] += s;
    }
    m1 /= size * pixels;
    m2 /= size * pixels;
    double b = -r * r * m2;
    for (int c = from; c < to; c++) {
      int at = n * state.channels + c;
      double a = r * get(forward.scale() + 4L * c);
      double constant = b * state.delta[at] - r * m1;
      if (dbias != 0) {
        double sum = a * get(state.rowA + 4L * c) + b * state.rest[at] + constant * pixels;
        put(dbias + 4L * ((long) n * state.shape.biasStride() + c), (float) sum);
      }
      put(state.rowA + 4L * c, (float) a);
      put(state.rowB + 4L * c, (float) b);
      put(state.rowC + 4L * c, (float) constant);
    }
  }

  private void inputs(long x, int count, int from, int n, long dx, boolean add) {
    int pixels = state.shape.pixels();
    long in = 4L * count;
    long out = 4L * state.channels;
    long image = state.image(dy, n, state.channels) + 4L * from;
    long center = state.center + 4L * (n * state.channels + from);
    long a = state.rowA + 4L * from;
    long b = state.rowB + 4L * from;
    long d = state.rowC + 4L * from;
    int vectors = count & -Wide.COUNT;
    for (int c = 0; c < vectors; c += 2 * Wide.COUNT) {
      long half = CpuGroupNormState.half(c, vectors);
      long at = 4L * c;
      if (add) {
        NormBackwardLoops.addInputs(
            x + at,
            half,
            in,
            image + at,
            out,
            pixels,
            center + at,
            a + at,
            b + at,
            d + at,
            dx + at);
      } else {
        NormBackwardLoops.inputs(
            x + at,
            half,
            in,
            image + at,
            out,
            pixels,
            center + at,
            a + at,
            b + at,
            d + at,
            dx + at);
      }
    }
    if (vectors < count) {
      int part = count - vectors;
      long at = 4L * vectors;
      NormBackwardLoops.inputsPart(
          x + at,
          part,
          in,
          image + at,
          out,
          pixels,
          center + at,
          a + at,
          b + at,
          d + at,
          dx + at,
          add);
    }
  }
}
