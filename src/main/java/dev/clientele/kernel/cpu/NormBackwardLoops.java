package dev.clientele.kernel.cpu;

import static dev.clientele.kernel.cpu.Lanes.get;
import static dev.clientele.kernel.cpu.Lanes.load;
import static dev.clientele.kernel.cpu.Lanes.put;
import static dev.clientele.kernel.cpu.Lanes.store;

import jdk.incubator.vector.FloatVector;

/** The backward pass of {@link NormLoops}, with the same conventions. */
final class NormBackwardLoops {
  private NormBackwardLoops() {}

  /** {@code dy = dy * silu'(u)}, eight channels. */
  static void siluGradient(
      long x, long stride, long dy, long yStride, int pixels, long center, long gain, long offset) {
    FloatVector one = Lanes.broadcast(1);
    FloatVector c = load(center);
    FloatVector g = load(gain);
    FloatVector h = load(offset);
    for (int i = 0; i < pixels; i++, x += stride, dy += yStride) {
      FloatVector u = load(x).sub(c).fma(g, h);
      FloatVector s = Lanes.sigmoid(u);
      store(load(dy).mul(s).mul(one.sub(s).fma(u, one)), dy);
    }
  }

  static void siluGradientOne(
      long x, long stride, long dy, long yStride, int pixels, long center, long gain, long offset) {
    float c = get(center);
    float g = get(gain);
    float h = get(offset);
    for (int i = 0; i < pixels; i++, x += stride, dy += yStride) {
      float u = Math.fma(get(x) - c, g, h);
      float s = Lanes.sigmoid(u);
      put(dy, get(dy) * s * Math.fma(1 - s, u, 1));
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
    FloatVector s0 = Lanes.broadcast(0);
    FloatVector s1 = s0;
    FloatVector q0 = s0;
    FloatVector q1 = s0;
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

  static void sumsOne(
      long x, long stride, long dy, long yStride, int pixels, long center, long sum, long product) {
    float c = get(center);
    float s = 0;
    float q = 0;
    for (int i = 0; i < pixels; i++, x += stride, dy += yStride) {
      float d = get(dy);
      s += d;
      q = Math.fma(d, get(x) - c, q);
    }
    put(sum, s);
    put(product, q);
  }

  /**
   * {@code dx = a * dy + b * (x - center) + d}, rows of one number a channel; added to dx where
   * {@code add}.
   */
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
      long dx,
      boolean add) {
    FloatVector c0 = load(center);
    FloatVector c1 = load(center + half);
    FloatVector a0 = load(a);
    FloatVector a1 = load(a + half);
    FloatVector b0 = load(b);
    FloatVector b1 = load(b + half);
    FloatVector d0 = load(d);
    FloatVector d1 = load(d + half);
    if (add) {
      for (int i = 0; i < pixels; i++, x += stride, dy += yStride, dx += stride) {
        FloatVector r0 = load(dy).fma(a0, load(x).sub(c0).fma(b0, d0)).add(load(dx));
        FloatVector r1 =
            load(dy + half).fma(a1, load(x + half).sub(c1).fma(b1, d1)).add(load(dx + half));
        store(r0, dx);
        store(r1, dx + half);
      }
    } else {
      for (int i = 0; i < pixels; i++, x += stride, dy += yStride, dx += stride) {
        store(load(dy).fma(a0, load(x).sub(c0).fma(b0, d0)), dx);
        store(load(dy + half).fma(a1, load(x + half).sub(c1).fma(b1, d1)), dx + half);
      }
    }
  }

  static void inputsOne(
      long x,
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
    float c = get(center);
    float fa = get(a);
    float fb = get(b);
    float fd = get(d);
    for (int i = 0; i < pixels; i++, x += stride, dy += yStride, dx += stride) {
      float r = Math.fma(get(dy), fa, Math.fma(get(x) - c, fb, fd));
      put(dx, add ? r + get(dx) : r);
    }
  }
}
