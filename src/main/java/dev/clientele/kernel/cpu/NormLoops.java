package dev.clientele.kernel.cpu;

import static dev.clientele.kernel.cpu.Wide.load;
import static dev.clientele.kernel.cpu.Wide.store;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Group normalisation's loops over the pixels of one image. A loop does two vectors of neighbouring
 * channels, {@code half} bytes apart: a vector's, or 0 where only one is left (both halves then do
 * the same work, which changes nothing because each loads everything before it stores). The methods
 * named {@code ...Part} do the first lanes of one vector.
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
    FloatVector s0 = Wide.broadcast(0);
    FloatVector s1 = Wide.broadcast(0);
    FloatVector q0 = Wide.broadcast(0);
    FloatVector q1 = Wide.broadcast(0);
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

  static void sumsPart(
      long x, int channels, long stride, int pixels, long first, long sum, long square) {
    VectorMask<Float> part = Wide.first(channels);
    FloatVector k = load(x, part);
    FloatVector s = Wide.broadcast(0);
    FloatVector q = Wide.broadcast(0);
    for (int i = 0; i < pixels; i++, x += stride) {
      FloatVector v = load(x, part).sub(k);
      s = s.add(v);
      q = v.fma(v, q);
    }
    store(k, first, part);
    store(s, sum, part);
    store(q, square, part);
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

  static void applyPart(
      long x,
      int channels,
      long stride,
      long y,
      long yStride,
      int pixels,
      long center,
      long gain,
      long offset) {
    VectorMask<Float> part = Wide.first(channels);
    FloatVector c = load(center, part);
    FloatVector g = load(gain, part);
    FloatVector h = load(offset, part);
    for (int i = 0; i < pixels; i++, x += stride, y += yStride) {
      store(load(x, part).sub(c).fma(g, h), y, part);
    }
  }

  /** {@code y = u * sigmoid(u)}, one vector: the compiler's inlining budget ends before two. */
  static void applySilu(
      long x, long stride, long y, long yStride, int pixels, long center, long gain, long offset) {
    FloatVector c = load(center);
    FloatVector g = load(gain);
    FloatVector h = load(offset);
    for (int i = 0; i < pixels; i++, x += stride, y += yStride) {
      FloatVector u = load(x).sub(c).fma(g, h);
      store(u.mul(Wide.sigmoid(u)), y);
    }
  }

  static void applySiluPart(
      long x,
      int channels,
      long stride,
      long y,
      long yStride,
      int pixels,
      long center,
      long gain,
      long offset) {
    VectorMask<Float> part = Wide.first(channels);
    FloatVector c = load(center, part);
    FloatVector g = load(gain, part);
    FloatVector h = load(offset, part);
    for (int i = 0; i < pixels; i++, x += stride, y += yStride) {
      FloatVector u = load(x, part).sub(c).fma(g, h);
      store(u.mul(Wide.sigmoid(u)), y, part);
    }
  }
}
