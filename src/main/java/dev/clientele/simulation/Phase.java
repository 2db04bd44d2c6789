package dev.clientele.simulation;

import java.util.Locale;

/** The parts of a run, in their order. */
public enum Phase {
  /** Rounds in which cohorts of the registered clients train the shared model. */
  PRETRAINING,
  /** Unseen clients make the finished model theirs. */
  ADAPTATION,
  /** The final measurement of seen and unseen clients. */
  EVALUATION;

  /** The name in files and on screens, such as "pretraining". */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
