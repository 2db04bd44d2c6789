package dev.clientele.sweep;

import java.nio.file.Path;
import java.util.Optional;

/** Where a sweep stands, for a person who waits. */
public interface SweepProgress {
  /**
   * A cell begins or goes on.
   *
   * @param number the cell's, from 1; those that were there already count
   * @param of how many there will have been
   * @param pretrained the run whose pre-training it may take over
   */
  void begins(Cell cell, int number, int of, Optional<Path> pretrained);

  /** A cell has ended. */
  void ended(Cell cell, CellState state, String failure);

  /** Candidates were compared. */
  void chosen(Choice choice);
}
