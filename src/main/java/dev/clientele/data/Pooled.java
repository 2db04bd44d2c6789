package dev.clientele.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Images of many clients as one set that keeps none of them in memory. */
final class Pooled {
  private final List<Images> parts = new ArrayList<>();
  // Part p's images have the numbers from starts[p] to before starts[p + 1].
  private final int[] starts;

  private Pooled(Federation federation, Part part) {
    this.starts = new int[federation.registered() + 1];
    for (int id = 0; id < federation.registered(); id++) {
      Images images = federation.client(id).streamed(part);
      parts.add(images);
      starts[id + 1] = Math.addExact(starts[id], images.count());
    }
  }

  /**
   * A part of every registered client, client after client.
   *
   * @param most where there are more, this many of them, spread evenly over all
   */
  static Images of(Federation federation, Part part, int most) {
    Pooled pool = new Pooled(federation, part);
    int all = pool.starts[federation.registered()];
    int[] chosen = new int[Math.min(most, all)];
    // The middle of each of as many equal stretches: so no client counts for more than its share.
    Arrays.setAll(chosen, k -> (int) ((2L * k + 1) * all / (2L * chosen.length)));
    int[] labels = new int[chosen.length];
    Arrays.setAll(labels, k -> pool.label(chosen[k]));
    return Images.streamed(
        federation.shape(), labels, () -> (k, to, at) -> pool.copy(chosen[k], to, at));
  }

  private int label(int i) {
    int part = part(i);
    return parts.get(part).label(i - starts[part]);
  }

  private void copy(int i, float[] to, int at) {
    int part = part(i);
    parts.get(part).copyTo(i - starts[part], to, at);
  }

  private int part(int i) {
    int found = Arrays.binarySearch(starts, i);
    int part = found >= 0 ? found : -found - 2;
    while (starts[part + 1] == i) {
      part++; // an empty part begins where the next one does
    }
    return part;
  }
}
