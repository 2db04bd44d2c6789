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
  public void input(
      long d0,
      long d1,
      long d2,
      long d3,
      long d4,
      long d5,
      int run,
      long gap,
      long to,
      long step,
      int bytes) {
    FloatVector two = Wide.broadcast(2);
    FloatVector four = Wide.broadcast(4);
    FloatVector minusFour = Wide.broadcast(-4);
    FloatVector minusFive = Wide.broadcast(-5);
    long skipped = 0;
    int next = run;
    for (int i = 0; i < bytes; i += Wide.BYTES) {
      if (i == next) {
        skipped += gap;
        next += run;
      }
      long s = skipped + i;
      long q = to + i;
      FloatVector v0 = load(d0 + s);
      FloatVector v1 = load(d1 + s);
      FloatVector v2 = load(d2 + s);
      FloatVector v3 = load(d3 + s);
      FloatVector v4 = load(d4 + s);
      FloatVector v5 = load(d5 + s);
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
  public void output(
      long from, long step, long to0, long to1, long to2, long to3, int run, long gap, int bytes) {
    FloatVector two = Wide.broadcast(2);
    FloatVector four = Wide.broadcast(4);
    FloatVector eight = Wide.broadcast(8);
    long skipped = 0;
    int next = run;
    for (int i = 0; i < bytes; i += Wide.BYTES) {
      if (i == next) {
        skipped += gap;
        next += run;
      }
      long s = from + i;
      long q = skipped + i;
      FloatVector m1 = load(s + step);
      FloatVector m2 = load(s + 2 * step);
      FloatVector m3 = load(s + 3 * step);
      FloatVector m4 = load(s + 4 * step);
      FloatVector a = m1.add(m2);
      FloatVector b = m1.sub(m2);
      FloatVector c = m3.add(m4);
      FloatVector d = m3.sub(m4);
      store(load(s).add(a).add(c), to0 + q);
      store(d.fma(two, b), to1 + q);
      store(c.fma(four, a), to2 + q);
      store(d.fma(eight, b).add(load(s + 5 * step)), to3 + q);
    }
  }

  @Override
  public void gradient(
      long y0, long y1, long y2, long y3, int run, long gap, long to, long step, int bytes) {
    FloatVector two = Wide.broadcast(2);
    FloatVector four = Wide.broadcast(4);
    FloatVector eight = Wide.broadcast(8);
    long skipped = 0;
    int next = run;
    for (int i = 0; i < bytes; i += Wide.BYTES) {
      if (i == next) {
        skipped += gap;
        next += run;
      }
      long s = skipped + i;
      long q = to + i;
      FloatVector a = load(y0 + s);
      FloatVector b = load(y1 + s);
      FloatVector c = load(y2 + s);
      FloatVector d = load(y3 + s);
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
