package dev.clientele.kernel;

/** Stands around prepared steps, to measure them. */
@FunctionalInterface
public interface StepObserver {
  /** Leaves every step as it is. */
  StepObserver NONE = (name, step) -> step;

  /**
   * A step that does the same.
   *
   * @param name what it does and on what shape; equal for steps that are counted together
   */
  Step observe(String name, Step step);
}
