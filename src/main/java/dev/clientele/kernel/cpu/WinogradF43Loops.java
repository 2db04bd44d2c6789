package dev.clientele.kernel.cpu;

import static dev.clientele.kernel.cpu.Wide.load;
import static dev.clientele.kernel.cpu.Wide.store;

import jdk.incubator.vector.FloatVector;

/** F(4, 3), with the points 0, 1, -1, 2, -2 and infinity (Lavin and Gray 2016). */
final class WinogradF43Loops implements WinogradFilter {
  static final WinogradF43Loops INSTANCE = new WinogradF43Loops();

  /** G. */
  static final float[][] G = {
    {1 / 4f, 0, 0},
    {-1 / 6f, -1 / 6f, -1 / 6f},
    {-1 / 6f, 1 / 6f, -1 / 6f},
    {1 / 24f, 1 / 12f, 1 / 6f},
    {1 / 24f, -1 / 12f, 1 / 6f},
    {0, 0, 1}
  };

  private WinogradF43Loops() {}

  @Override
  public int points() {
    return 6;
  }

  @Override
  public void inputColumns(
      long d0, long d1, long d2, long d3, long d4, long d5, long to, long step, int bytes) {
    FloatVector four = Wide.broadcast(4);
    FloatVector minusFour = Wide.broadcast(-4);
    FloatVector minusFive = Wide.broadcast(-5);
    FloatVector two = Wide.broadcast(2);
    for (int i = 0; i < bytes; i += Wide.BYTES) {
      long q = to + i;
      FloatVector v0 = load(d0 + i);
      FloatVector v1 = load(d1 + i);
      FloatVector v2 = load(d2 + i);
      FloatVector v3 = load(d3 + i);
      FloatVector v4 = load(d4 + i);
      FloatVector v5 = load(d5 + i);
      store(v0.fma(four, v2.fma(minusFive, v4)), q);
      FloatVector even = v2.fma(minusFour, v4);
      FloatVector odd = v1.fma(minusFour, v3);
      store(even.add(odd), q + step);
      store(even.sub(odd), q + 2 * step);
      even = v4.sub(v2);
      odd = v3.sub(v1).mul(two);
      store(even.add(odd), q + 3 * step);
      store(even.sub(odd), q + 4 * step);
      store(v1.fma(four, v3.fma(minusFive, v5)), q + 5 * step);
    }
  }

  @Override
  public void inputRow(long from, int pixel, int tiles, long to, long step) {
    FloatVector four = Wide.broadcast(4);
    FloatVector minusFour = Wide.broadcast(-4);
    FloatVector minusFive = Wide.broadcast(-5);
    FloatVector two = Wide.broadcast(2);
    int end = tiles * pixel;
    int next = pixel;
    for (int i = 0; i < end; i += Wide.BYTES) {
      if (i == next) {
        from += 3L * pixel;
        next += pixel;
      }
      long s = from + i;
      long q = to + i;
      FloatVector v0 = load(s);
      FloatVector v1 = load(s + pixel);
      FloatVector v2 = load(s + 2L * pixel);
      FloatVector v3 = load(s + 3L * pixel);
      FloatVector v4 = load(s + 4L * pixel);
      FloatVector v5 = load(s + 5L * pixel);
      store(v0.fma(four, v2.fma(minusFive, v4)), q);
      FloatVector even = v2.fma(minusFour, v4);
      FloatVector odd = v1.fma(minusFour, v3);
      store(even.add(odd), q + step);
      store(even.sub(odd), q + 2 * step);
      even = v4.sub(v2);
      odd = v3.sub(v1).mul(two);
      store(even.add(odd), q + 3 * step);
      store(even.sub(odd), q + 4 * step);
      store(v1.fma(four, v3.fma(minusFive, v5)), q + 5 * step);
    }
  }

  @Override
  public void outputRow(long from, long step, int pixel, int tiles, long to) {
    FloatVector two = Wide.broadcast(2);
    FloatVector four = Wide.broadcast(4);
    FloatVector eight = Wide.broadcast(8);
    int end = tiles * pixel;
    int next = pixel;
    for (int i = 0; i < end; i += Wide.BYTES) {
      if (i == next) {
        to += 3L * pixel;
        next += pixel;
      }
      long s = from + i;
      long q = to + i;
      FloatVector m1 = load(s + step);
      FloatVector m2 = load(s + 2 * step);
      FloatVector m3 = load(s + 3 * step);
      FloatVector m4 = load(s + 4 * step);
      FloatVector a = m1.add(m2);
      FloatVector b = m1.sub(m2);
      FloatVector c = m3.add(m4);
      FloatVector d = m3.sub(m4);
      store(load(s).add(a).add(c), q);
      store(d.fma(two, b), q + pixel);
      store(c.fma(four, a), q + 2L * pixel);
      store(d.fma(eight, b).add(load(s + 5 * step)), q + 3L * pixel);
    }
  }

  @Override
  public void outputColumns(
      long from, long step, long to0, long to1, long to2, long to3, int bytes) {
    FloatVector two = Wide.broadcast(2);
    FloatVector four = Wide.broadcast(4);
    FloatVector eight = Wide.broadcast(8);
    for (int i = 0; i < bytes; i += Wide.BYTES) {
      long s = from + i;
      FloatVector m1 = load(s + step);
      FloatVector m2 = load(s + 2 * step);
      FloatVector m3 = load(s + 3 * step);
      FloatVector m4 = load(s + 4 * step);
      FloatVector a = m1.add(m2);
      FloatVector b = m1.sub(m2);
      FloatVector c = m3.add(m4);
      FloatVector d = m3.sub(m4);
      store(load(s).add(a).add(c), to0 + i);
      store(d.fma(two, b), to1 + i);
      store(c.fma(four, a), to2 + i);
      store(d.fma(eight, b).add(load(s + 5 * step)), to3 + i);
    }
  }

  @Override
  public void gradientColumns(long y0, long y1, long y2, long y3, long to, long step, int bytes) {
    FloatVector two = Wide.broadcast(2);
    FloatVector four = Wide.broadcast(4);
    FloatVector eight = Wide.broadcast(8);
    for (int i = 0; i < bytes; i += Wide.BYTES) {
      long q = to + i;
      FloatVector a = load(y0 + i);
      FloatVector b = load(y1 + i);
      FloatVector c = load(y2 + i);
      FloatVector d = load(y3 + i);
      FloatVector even = a.add(c);
      FloatVector odd = b.add(d);
      store(a, q);
      store(even.add(odd), q + step);
      store(even.sub(odd), q + 2 * step);
      even = c.fma(four, a);
      odd = d.fma(eight, b.mul(two));
      store(even.add(odd), q + 3 * step);
      store(even.sub(odd), q + 4 * step);
      store(d, q + 5 * step);
    }
  }

  @Override
  public void gradientRow(long from, int pixel, int tiles, long to, long step) {
    FloatVector two = Wide.broadcast(2);
    FloatVector four = Wide.broadcast(4);
    FloatVector eight = Wide.broadcast(8);
    int end = tiles * pixel;
    int next = pixel;
    for (int i = 0; i < end; i += Wide.BYTES) {
      if (i == next) {
        from += 3L * pixel;
        next += pixel;
      }
      long s = from + i;
      long q = to + i;
      FloatVector a = load(s);
      FloatVector b = load(s + pixel);
      FloatVector c = load(s + 2L * pixel);
      FloatVector d = load(s + 3L * pixel);
      FloatVector even = a.add(c);
      FloatVector odd = b.add(d);
      store(a, q);
      store(even.add(odd), q + step);
      store(even.sub(odd), q + 2 * step);
      even = c.fma(four, a);
      odd = d.fma(eight, b.mul(two));
      store(even.add(odd), q + 3 * step);
      store(even.sub(odd), q + 4 * step);
      store(d, q + 5 * step);
    }
  }
}
