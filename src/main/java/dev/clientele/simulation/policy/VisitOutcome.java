package dev.clientele.simulation.policy;

import java.util.Locale;

/** What became of a client's visit: every visit that was begun gets exactly one of these. */
public enum VisitOutcome {
  /** The update was used. */
  COMPLETED,
  /** The client answered that it could not do it. */
  FAILED,
  /** The client went away, before or during its training. */
  DROPPED_OUT,
  /** The client lost its work, came back and said so. */
  CRASHED,
  /** A message was lost. */
  LOST,
  /** The client's region went dark. */
  OUTAGE,
  /** The server stopped waiting. */
  TIMED_OUT,
  /** The answer came after its round was over. */
  LATE,
  /** The model had moved on too far. */
  STALE,
  /** The update was not fit to be used. */
  REJECTED,
  /** The round as a whole was not used. */
  DISCARDED,
  /** The run's training was over first. */
  UNFINISHED;

  /** The name in files, such as "timed-out". */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
