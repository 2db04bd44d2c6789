package dev.clientele.kernel.cpu;

import static dev.clientele.kernel.cpu.Lanes.get;
import static dev.clientele.kernel.cpu.Lanes.load;
import static dev.clientele.kernel.cpu.Lanes.put;
import static dev.clientele.kernel.cpu.Lanes.store;

import jdk.incubator.vector.FloatVector;

/**
 * Group normalisation's loops over the pixels of one image. A loop does two vectors of neighbouring
 * channels, {@code half} bytes apart: 32, or 0 where only eight channels are left (both halves then
 * do the same work, which changes nothing because each loads everything before it stores). The
 * methods named {@code ...One} do a single channel.
 *
 * <p>Strides are bytes from pixel to pixel; {@code center}, {@code gain}, {@code offset} and the
 * other arguments that are one number a channel are addresses of rows. {@code u = (x - center) *
 * gain + offset} is the normalised value.
 */
final class NormLoops {
  private NormLoops() {}

  /** The first pixel k, and the sums of {@code x - k} and of its square. */
  static void sums(long x, long half, long stride, int pixels, long first, long sum, long square) {
    FloatVector k0 = load(x);
    FloatVector k1 = load(x + half);
    FloatVector s0 = Lanes.broadcast(0);
    FloatVector s1 = s0;
    FloatVector q0 = s0;
    FloatVector q1 = s0;
    for (int i = 0; i < pixels; i++, x += stride) {
      FloatVector v0 = load(x).sub(k0);
      FloatVector v1 = load(x + half).sub(k1);
      s0 = s0.add(v0);
      s1 = s1.add(v1);
      q0 = v0.fma(v0, q0);
      q1 = v1.fma(v1, q1);
    }
    store(k0, first);
    store(k1, first + half);
    store(s0, sum);
    store(s1, sum + half);
    store(q0, square);
    store(q1, square + half);
  }

  static void sumsOne(long x, long stride, int pixels, long first, long sum, long square) {
    float k = get(x);
    float s = 0;
    float q = 0;
    for (int i = 0; i < pixels; i++, x += stride) {
      float v = get(x) - k;
      s += v;
      q = Math.fma(v, v, q);
    }
    put(first, k);
    put(sum, s);
    put(square, q);
  }

  /** {@code y = u}. */
  static void apply(
      long x,
      long half,
      long stride,
      long y,
      long yStride,
      int pixels,
      long center,
      long gain,
      long offset) {
    FloatVector c0 = load(center);
    FloatVector c1 = load(center + half);
    FloatVector g0 = load(gain);
    FloatVector g1 = load(gain + half);
    FloatVector h0 = load(offset);
    FloatVector h1 = load(offset + half);
    for (int i = 0; i < pixels; i++, x += stride, y += yStride) {
      FloatVector u0 = load(x).sub(c0).fma(g0, h0);
      FloatVector u1 = load(x + half).sub(c1).fma(g1, h1);
      store(u0, y);
      store(u1, y + half);
    }
  }

  static void applyOne(
      long x, long stride, long y, long yStride, int pixels, long center, long gain, long offset) {
    float c = get(center);
    float g = get(gain);
    float h = get(offset);
    for (int i = 0; i < pixels; i++, x += stride, y += yStride) {
      put(y, Math.fma(get(x) - c, g, h));
    }
  }

  /**
   * {@code y = u * sigmoid(u)}, eight channels: the compiler's inlining budget ends before sixteen.
   */
  static void applySilu(
      long x, long stride, long y, long yStride, int pixels, long center, long gain, long offset) {
    FloatVector c = load(center);
    FloatVector g = load(gain);
    FloatVector h = load(offset);
    for (int i = 0; i < pixels; i++, x += stride, y += yStride) {
      FloatVector u = load(x).sub(c).fma(g, h);
      store(u.mul(Lanes.sigmoid(u)), y);
    }
  }

  static void applySiluOne(
      long x, long stride, long y, long yStride, int pixels, long center, long gain, long offset) {
    float c = get(center);
    float g = get(gain);
    float h = get(offset);
    for (int i = 0; i < pixels; i++, x += stride, y += yStride) {
      float u = Math.fma(get(x) - c, g, h);
      put(y, u * Lanes.sigmoid(u));
    }
  }
}
