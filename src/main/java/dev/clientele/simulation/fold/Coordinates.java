package dev.clientele.simulation.fold;

import dev.clientele.tensor.Weights;
import java.util.Arrays;
import java.util.List;

/** Folds that look at one number of all updates at a time. */
final class Coordinates {
  private Coordinates() {}

  /** Every number's mean without the {@code cut} smallest and the {@code cut} largest. */
  static Weights trimmed(List<Weights> updates, int cut) {
    int n = updates.size();
    if (n - 2 * cut < 1) {
      throw new IllegalArgumentException("expected more than " + 2 * cut + " updates but was " + n);
    }
    Weights first = updates.getFirst();
    float[] result = new float[first.size()];
    float[] column = new float[n];
    for (int i = 0; i < result.length; i++) {
      for (int u = 0; u < n; u++) {
        column[u] = updates.get(u).at(i);
      }
      Arrays.sort(column);
      double sum = 0;
      for (int u = cut; u < n - cut; u++) {
        sum += column[u];
      }
      result[i] = (float) (sum / (n - 2 * cut));
    }
    return Weights.adopt(first.layout(), result);
  }
}
