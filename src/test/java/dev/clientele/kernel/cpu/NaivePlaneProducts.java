package dev.clientele.kernel.cpu;

import static dev.clientele.kernel.cpu.Lanes.get;
import static dev.clientele.kernel.cpu.Lanes.put;

import dev.clientele.kernel.Step;

/** Matrix products as their definition says. */
final class NaivePlaneProducts implements PlaneProducts {
  @Override
  public Step planes(
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
      boolean add) {
    return () -> {
      for (int p = 0; p < planes; p++) {
        for (int i = 0; i < m; i++) {
          for (int j = 0; j < n; j++) {
            long to = c + 4 * (p * cPlane + (long) i * n + j);
            double sum = add ? get(to) : 0;
            for (int l = 0; l < k; l++) {
              long at = aTransposed ? (long) l * m + i : (long) i * k + l;
              double right = get(b + 4 * (p * bPlane + (long) l * n + j));
              sum += get(a + 4 * (p * aPlane + at)) * right;
            }
            put(to, (float) sum);
          }
        }
      }
    };
  }
}
