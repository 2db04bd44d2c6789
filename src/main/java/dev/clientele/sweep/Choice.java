package dev.clientele.sweep;

import dev.clientele.comparison.Estimate;
import java.util.List;
import java.util.Optional;

/**
 * What is reported of a combination.
 *
 * @param combination the grid's point
 * @param figures the validation figure of every candidate, in their order, over the seeds that they
 *     are compared on; empty where there is a single candidate
 * @param chosen the best; empty if none finished, or not all that must have
 */
public record Choice(Combination combination, List<Estimate> figures, Optional<Candidate> chosen) {
  /** Copies the list. */
  public Choice {
    figures = List.copyOf(figures);
  }

  /** The validation figure of the chosen candidate; NaN where none was compared. */
  public double figure() {
    return figures.isEmpty() || chosen.isEmpty()
        ? Double.NaN
        : figures.get(combination.candidates().indexOf(chosen.get())).mean();
  }
}
