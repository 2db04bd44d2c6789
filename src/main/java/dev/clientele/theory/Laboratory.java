package dev.clientele.theory;

import java.util.SequencedMap;

/** Where an experiment runs: what it may use, and who watches. Called on one thread alone. */
public interface Laboratory {
  /** Threads to compute with. */
  int workers();

  /** A part of so many steps begins. */
  void phase(String name, int steps);

  /** So many steps of it are done. */
  void step(int done);

  /** A line for the metric log. */
  void event(SequencedMap<String, ?> line);

  /** Whether to stop: the experiment then throws {@link InterruptedExperiment}. */
  boolean interrupted();
}
