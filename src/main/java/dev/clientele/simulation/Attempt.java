package dev.clientele.simulation;

/**
 * A task on its way through the pool. The worker marks it, the pool reads the mark after it has
 * heard of the worker's death.
 */
final class Attempt {
  private final Task<?> task;
  private final int number;
  private final boolean doomed;
  private volatile boolean done;

  /**
   * @param number which attempt at the task, from 1
   * @param doomed whether the worker is to die of it
   */
  Attempt(Task<?> task, int number, boolean doomed) {
    this.task = task;
    this.number = number;
    this.doomed = doomed;
  }

  Task<?> task() {
    return task;
  }

  int number() {
    return number;
  }

  boolean isDoomed() {
    return doomed;
  }

  /** Its result is on its way. */
  void finish() {
    done = true;
  }

  boolean isDone() {
    return done;
  }

  /** The same task once more. */
  Attempt next() {
    return new Attempt(task, number + 1, false);
  }
}
