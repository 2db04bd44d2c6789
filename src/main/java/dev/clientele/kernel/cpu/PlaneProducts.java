package dev.clientele.kernel.cpu;

import dev.clientele.kernel.Step;
import dev.clientele.kernel.StepObserver;

/** Prepares the batched matrix product in the middle of {@link WinogradPass}. */
interface PlaneProducts {
  /**
   * {@code c[p] = a[p] b[p]} for every plane p, added to what c holds where {@code add}. Rows are
   * dense; plane p begins {@code p} times its stride, in numbers, after the address.
   *
   * @param a m x k, or stored as k x m where {@code aTransposed}
   * @param b k x n
   * @param c m x n
   */
  Step planes(
      int planes,
      int m,
      int n,
      int k,
      long a,
      long aPlane,
      boolean aTransposed,
      long b,
      long bPlane,
      long c,
      long cPlane,
      boolean add);

  /** The same, watched. */
  default PlaneProducts observed(StepObserver observer) {
    return (planes, m, n, k, a, aPlane, aTransposed, b, bPlane, c, cPlane, add) ->
        observer.observe(
            "planes m " + m + " n " + n + " k " + k + (aTransposed ? " transposed" : ""),
            planes(planes, m, n, k, a, aPlane, aTransposed, b, bPlane, c, cPlane, add));
  }
}
