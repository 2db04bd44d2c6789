package dev.clientele.theory;

/** An experiment that needs no federation. Immutable. */
@FunctionalInterface
public interface Experiment {
  /**
   * Does all of it.
   *
   * @throws InterruptedExperiment if the laboratory says so
   */
  Findings run(Laboratory laboratory);
}
