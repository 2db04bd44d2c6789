package dev.clientele.report;

import java.util.SequencedMap;

/** The run's final metrics: summary.json, a function of configuration and seed. */
public final class Summary {
  private Summary() {}

  /**
   * Writes the file, indented, whole or not at all. Fields come in their maps' order, so every map
   * in {@code fields} must have one (LinkedHashMap, TreeMap); NaN and infinity become null.
   */
  public static void write(RunDirectory run, SequencedMap<String, ?> fields) {
    AtomicFile.write(run.summary(), Json.pretty(fields));
  }
}
