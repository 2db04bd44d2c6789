package dev.clientele.simulation.fold;

import dev.clientele.tensor.Weights;
import java.util.List;

/**
 * How updates become one where some of them may be hostile. All but the mean need every update at
 * once, and count each client alike, whatever its samples: a weight is something that an attacker
 * would claim.
 */
public sealed interface Rule {
  /** Weighted by samples. */
  enum Mean implements Rule {
    INSTANCE
  }

  /** A rule over all updates together. */
  sealed interface Robust extends Rule {
    /** One update for all of {@code updates}: at least one, of one layout, in a fixed order. */
    Weights combine(List<Weights> updates);
  }

  /** Every number's median; the mean of the two in the middle of an even number of updates. */
  enum Median implements Robust {
    INSTANCE;

    @Override
    public Weights combine(List<Weights> updates) {
      int n = updates.size();
      return Coordinates.trimmed(updates, (n - 1) / 2);
    }
  }

  /**
   * Every number's mean without the smallest and the largest ones (Yin et al. 2018).
   *
   * @param share of the updates left out at either end, rounded down; below one half
   */
  record TrimmedMean(double share) implements Robust {
    @Override
    public Weights combine(List<Weights> updates) {
      return Coordinates.trimmed(updates, (int) (share * updates.size()));
    }
  }

  /**
   * The mean of the {@code chosen} updates that are nearest to their neighbours; Krum for one
   * (Blanchard et al. 2017).
   *
   * @param byzantine share of the updates that is assumed to be hostile, rounded down
   * @param chosen at least 1; where there are fewer updates, all
   */
  record Krum(double byzantine, int chosen) implements Robust {
    @Override
    public Weights combine(List<Weights> updates) {
      return Distances.krum(updates, (int) (byzantine * updates.size()), chosen);
    }
  }
}
