package dev.clientele.sweep;

import java.util.Locale;

/** How far a cell has come. */
public enum CellState {
  /** Not begun. */
  WAITING,
  /** Begun, and can go on. */
  INTERRUPTED,
  /** Its run failed. */
  FAILED,
  /** Has final metrics. */
  FINISHED;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
