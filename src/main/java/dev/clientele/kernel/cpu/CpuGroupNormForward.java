package dev.clientele.kernel.cpu;

import static dev.clientele.kernel.cpu.Lanes.get;
import static dev.clientele.kernel.cpu.Lanes.put;

import dev.clientele.kernel.Step;

/**
 * A prepared forward pass. Each channel's sums are shifted by its first pixel and combined over the
 * group in double precision (Chan, Golub and LeVeque 1983), so a large mean costs no digits; an
 * addition only moves the channel's mean.
 *
 * <p>Tensors are addresses; {@code x2} and {@code bias} are 0 where there is none.
 */
record CpuGroupNormForward(
    CpuGroupNormState state, long x1, long x2, long bias, long scale, long shift, long y)
    implements Step {
  @Override
  public void run() {
    int channels1 = state.shape.channels1();
    int channels2 = state.shape.channels2();
    for (int n = 0; n < state.shape.batch(); n++) {
      long image1 = state.image(x1, n, channels1);
      long image2 = state.image(x2, n, channels2);
      sums(image1, channels1, 0);
      sums(image2, channels2, channels1);
      for (int group = 0; group < state.shape.groups(); group++) {
        combine(n, group);
      }
      apply(image1, channels1, 0, n);
      apply(image2, channels2, channels1, n);
    }
  }

  /** Where image n's row of additions begins; 0 where there is none. */
  long biasRow(int n) {
    return bias == 0 ? 0 : bias + 4L * n * state.shape.biasStride();
  }

  /** The sums of one tensor's channels, of which the first is channel {@code from} of all. */
  private void sums(long x, int count, int from) {
    int pixels = state.shape.pixels();
    long stride = 4L * count;
    int vectors = count & -Wide.COUNT;
    for (int c = 0; c < vectors; c += 2 * Wide.COUNT) {
      long half = CpuGroupNormState.half(c, vectors);
      long at = 4L * (from + c);
      NormLoops.sums(
          x + 4L * c, half, stride, pixels, state.rowA + at, state.rowB + at, state.rowC + at);
    }
    if (vectors < count) {
      long at = 4L * (from + vectors);
      NormLoops.sumsPart(
          x + 4L * vectors,
          count - vectors,
          stride,
          pixels,
          state.rowA + at,
          state.rowB + at,
          state.rowC + at);
    }
  }

  /** From the channels' sums to the group's statistics and every channel's affine map. */
  private void combine(int n, int group) {
    int size = state.channels / state.shape.groups();
    int from = group * size;
    int to = from + size;
    double pixels = state.shape.pixels();
    double share = 1 / pixels;
    double[] means = state.first;
    double[] biases = state.second;
    long row = biasRow(n);
    double mean = 0;
    for (int c = from; c < to; c++) {
      long at = 4L * c;
      biases[c] = row == 0 ? 0 : get(row + at);
      means[c] = get(state.rowA + at) + get(state.rowB + at) * share;
      mean += means[c] + biases[c];
    }
    mean /= size;
    double squares = 0;
    for (int c = from; c < to; c++) {
      double s = get(state.rowB + 4L * c);
      double distance = means[c] + biases[c] - mean;
      squares += get(state.rowC + 4L * c) - s * s * share + pixels * distance * distance;
    }
    double variance = Math.max(0, squares / (size * pixels));
    double r = 1 / Math.sqrt(variance + state.shape.epsilon());
    state.reciprocal[n * state.shape.groups() + group] = r;
    for (int c = from; c < to; c++) {
      int at = n * state.channels + c;
      float center = (float) (mean - biases[c]);
      double delta = center + biases[c] - mean;
      double gain = get(scale + 4L * c) * r;
      put(state.center + 4L * at, center);
      put(state.gain + 4L * at, (float) gain);
      put(state.offset + 4L * at, (float) (get(shift + 4L * c) + delta * gain));
      state.delta[at] = delta;
      state.rest[at] = pixels * (means[c] - center);
    }
  }

  private void apply(long x, int count, int from, int n) {
    int pixels = state.shape.pixels();
    boolean silu = state.shape.silu();
    long in = 4L * count;
    long out = 4L * state.channels;
    long image = state.image(y, n, state.channels) + 4L * from;
    long row = 4L * (n * state.channels + from);
    int vectors = count & -Wide.COUNT;
    for (int c = 0; c < vectors; c += 2 * Wide.COUNT) {
      long half = CpuGroupNormState.half(c, vectors);
      long at = 4L * c;
      long center = state.center + row + at;
      long gain = state.gain + row + at;
      long offset = state.offset + row + at;
      long to = image + at;
      if (!silu) {
        NormLoops.apply(x + at, half, in, to, out, pixels, center, gain, offset);
        continue;
      }
      NormLoops.applySilu(x + at, in, to, out, pixels, center, gain, offset);
      if (half != 0) {
        NormLoops.applySilu(
            x + at + half, in, to + half, out, pixels, center + half, gain + half, offset + half);
      }
    }
    if (vectors < count) {
      int part = count - vectors;
      long at = 4L * vectors;
      long center = state.center + row + at;
      long gain = state.gain + row + at;
      long offset = state.offset + row + at;
      if (silu) {
        NormLoops.applySiluPart(x + at, part, in, image + at, out, pixels, center, gain, offset);
      } else {
        NormLoops.applyPart(x + at, part, in, image + at, out, pixels, center, gain, offset);
      }
    }
  }
}
