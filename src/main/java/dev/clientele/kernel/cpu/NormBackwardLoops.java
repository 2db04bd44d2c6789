package dev.clientele.kernel.cpu;

import static dev.clientele.kernel.cpu.Wide.load;
import static dev.clientele.kernel.cpu.Wide.store;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** The backward pass of {@link NormLoops}, with the same conventions. */
final class NormBackwardLoops {
  private NormBackwardLoops() {}

  /** {@code dy = dy * silu'(u)}, one vector. */
  static void siluGradient(
      long x, long stride, long dy, long yStride, int pixels, long center, long gain, long offset) {
    FloatVector one = Wide.ONE;
    FloatVector c = load(center);
    FloatVector g = load(gain);
    FloatVector h = load(offset);
    for (int i = 0; i < pixels; i++, x += stride, dy += yStride) {
      FloatVector u = load(x).sub(c).fma(g, h);
      FloatVector s = Wide.sigmoid(u);
      store(load(dy).mul(s).mul(one.sub(s).fma(u, one)), dy);
    }
  }

  static void siluGradientPart(
      long x,
      int channels,
      long stride,
      long dy,
      long yStride,
      int pixels,
      long center,
      long gain,
      long offset) {
    VectorMask<Float> part = Wide.first(channels);
    FloatVector one = Wide.ONE;
    FloatVector c = load(center, part);
    FloatVector g = load(gain, part);
    FloatVector h = load(offset, part);
    for (int i = 0; i < pixels; i++, x += stride, dy += yStride) {
      FloatVector u = load(x, part).sub(c).fma(g, h);
      FloatVector s = Wide.sigmoid(u);
      store(load(dy, part).mul(s).mul(one.sub(s).fma(u, one)), dy, part);
    }
  }

  /** Sums of {@code dy} and of {@code dy * (x - center)}. */
  static void sums(
      long x,
      long half,
      long stride,
      long dy,
      long yStride,
      int pixels,
      long center,
      long sum,
      long product) {
    FloatVector c0 = load(center);
    FloatVector c1 = load(center + half);
    FloatVector s0 = Wide.broadcast(0);
    FloatVector s1 = Wide.broadcast(0);
    FloatVector q0 = Wide.broadcast(0);
    FloatVector q1 = Wide.broadcast(0);
    for (int i = 0; i < pixels; i++, x += stride, dy += yStride) {
      FloatVector d0 = load(dy);
      FloatVector d1 = load(dy + half);
      s0 = s0.add(d0);
      s1 = s1.add(d1);
      q0 = d0.fma(load(x).sub(c0), q0);
      q1 = d1.fma(load(x + half).sub(c1), q1);
    }
    store(s0, sum);
    store(s1, sum + half);
    store(q0, product);
    store(q1, product + half);
  }

  static void sumsPart(
      long x,
      int channels,
      long stride,
      long dy,
      long yStride,
      int pixels,
      long center,
      long sum,
      long product) {
    VectorMask<Float> part = Wide.first(channels);
    FloatVector c = load(center, part);
    FloatVector s = Wide.broadcast(0);
    FloatVector q = Wide.broadcast(0);
    for (int i = 0; i < pixels; i++, x += stride, dy += yStride) {
      FloatVector d = load(dy, part);
      s = s.add(d);
      q = d.fma(load(x, part).sub(c), q);
    }
    store(s, sum, part);
    store(q, product, part);
  }

  /** {@code dx = a * dy + b * (x - center) + d}, rows of one number a channel; dx may be dy. */
  static void inputs(
      long x,
      long half,
      long stride,
      long dy,
      long yStride,
      int pixels,
      long center,
      long a,
      long b,
      long d,
      long dx) {
    FloatVector c0 = load(center);
    FloatVector c1 = load(center + half);
    FloatVector a0 = load(a);
    FloatVector a1 = load(a + half);
    FloatVector b0 = load(b);
    FloatVector b1 = load(b + half);
    FloatVector d0 = load(d);
    FloatVector d1 = load(d + half);
    for (int i = 0; i < pixels; i++, x += stride, dy += yStride, dx += stride) {
      FloatVector r0 = load(dy).fma(a0, load(x).sub(c0).fma(b0, d0));
      FloatVector r1 = load(dy + half).fma(a1, load(x + half).sub(c1).fma(b1, d1));
      store(r0, dx);
      store(r1, dx + half);
    }
  }

  /** The same, added to dx. */
  static void addInputs(
      long x,
      long half,
      long stride,
      long dy,
      long yStride,
      int pixels,
      long center,
      long a,
      long b,
      long d,
      long dx) {
    FloatVector c0 = load(center);
    FloatVector c1 = load(center + half);
    FloatVector a0 = load(a);
    FloatVector a1 = load(a + half);
    FloatVector b0 = load(b);
    FloatVector b1 = load(b + half);
    FloatVector d0 = load(d);
    FloatVector d1 = load(d + half);
    for (int i = 0; i < pixels; i++, x += stride, dy += yStride, dx += stride) {
      FloatVector r0 = load(dy).fma(a0, load(x).sub(c0).fma(b0, d0)).add(load(dx));
      FloatVector r1 =
          load(dy + half).fma(a1, load(x + half).sub(c1).fma(b1, d1)).add(load(dx + half));
      store(r0, dx);
      store(r1, dx + half);
    }
  }

  static void inputsPart(
      long x,
      int channels,
      long stride,
      long dy,
      long yStride,
      int pixels,
      long center,
      long a,
      long b,
      long d,
      long dx,
      boolean add) {
    VectorMask<Float> part = Wide.first(channels);
    FloatVector c = load(center, part);
    FloatVector fa = load(a, part);
    FloatVector fb = load(b, part);
    FloatVector fd = load(d, part);
    for (int i = 0; i < pixels; i++, x += stride, dy += yStride, dx += stride) {
      FloatVector r = load(dy, part).fma(fa, load(x, part).sub(c).fma(fb, fd));
      store(add ? r.add(load(dx, part)) : r, dx, part);
    }
  }
}
