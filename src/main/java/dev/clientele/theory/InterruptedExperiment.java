package dev.clientele.theory;

/** An experiment was told to stop before its end. */
public final class InterruptedExperiment extends RuntimeException {
  InterruptedExperiment() {
    super("the experiment was interrupted");
  }
}
