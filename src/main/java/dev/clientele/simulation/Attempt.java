package dev.clientele.simulation;

/**
 * A task on its way through the pool. The worker marks it, the pool reads the mark after it has
 * heard of the worker's death.
 */
final class Attempt {
  /** How far it is. */
  enum State {
    WAITING,
    BEGUN,
    /** Its result is on its way. */
    DONE
  }

  private final Task<?> task;
  private final int number;
  private final boolean doomed;
  private volatile State state = State.WAITING;

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

  void begin() {
    state = State.BEGUN;
  }

  void finish() {
    state = State.DONE;
  }

  State state() {
    return state;
  }

  /** The same task once more. */
  Attempt next() {
    return new Attempt(task, number + 1, false);
  }
}
