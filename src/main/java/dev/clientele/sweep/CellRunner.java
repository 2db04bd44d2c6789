package dev.clientele.sweep;

import java.nio.file.Path;
import java.util.Optional;

/** Runs cells. */
public interface CellRunner {
  /** How a cell's run ended, where it did not fail. */
  enum Ended {
    /** Its directory has everything. */
    FINISHED,
    /** Its directory has a checkpoint, and the sweep is to stop. */
    INTERRUPTED
  }

  /**
   * Runs one from its beginning, or goes on with it where its directory holds a run. Returns when
   * the run has ended.
   *
   * @param pretrained a finished run of equal pre-training, from whose end this one may go on
   * @throws RuntimeException if the run failed; the message is one sentence
   */
  Ended run(Cell cell, Path directory, Optional<Path> pretrained);
}
