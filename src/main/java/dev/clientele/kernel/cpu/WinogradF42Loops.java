package dev.clientele.kernel.cpu;

import static dev.clientele.kernel.cpu.Wide.load;
import static dev.clientele.kernel.cpu.Wide.store;

import jdk.incubator.vector.FloatVector;

/**
 * F(4, 2), with the points 0, 1, -1, 2 and infinity (the construction of Winograd's algorithms in
 * Lavin and Gray 2016).
 */
final class WinogradF42Loops implements WinogradFilter {
  static final WinogradF42Loops INSTANCE = new WinogradF42Loops();

  /** G. */
  static final float[][] G = {
    {1 / 2f, 0}, {-1 / 2f, -1 / 2f}, {-1 / 6f, 1 / 6f}, {1 / 6f, 1 / 3f}, {0, 1}
  };

  private WinogradF42Loops() {}

  @Override
  public int points() {
    return 5;
  }

  @Override
  public void input(
      long d0,
      long d1,
      long d2,
      long d3,
      long d4,
      long unused,
      int run,
      long gap,
      long to,
      long step,
      int bytes) {
    FloatVector two = Wide.broadcast(2);
    FloatVector minusTwo = Wide.broadcast(-2);
    FloatVector minusThree = Wide.broadcast(-3);
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
      FloatVector a = v3.sub(v1);
      store(v0.sub(v2).fma(two, a), q);
      store(v1.fma(minusTwo, v3.sub(v2)), q + step);
      store(v2.fma(minusThree, v1.fma(two, v3)), q + 2 * step);
      store(a, q + 3 * step);
      store(a.fma(minusTwo, v4.sub(v2)), q + 4 * step);
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
      FloatVector a = m1.add(m2);
      FloatVector b = m1.sub(m2);
      store(load(s).add(a).add(m3), to0 + q);
      store(m3.fma(two, b), to1 + q);
      store(m3.fma(four, a), to2 + q);
      store(m3.fma(eight, b).add(load(s + 4 * step)), to3 + q);
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
      store(c.fma(four, a).add(d.fma(eight, b.mul(two))), q + 3 * step);
      store(d, q + 4 * step);
    }
  }
}
