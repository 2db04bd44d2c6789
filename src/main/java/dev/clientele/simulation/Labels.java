package dev.clientele.simulation;

/** What a task's transfers to the server are called. */
final class Labels {
  private Labels() {}

  static long change(long task) {
    return 2 * task;
  }

  static long personal(long task) {
    return 2 * task + 1;
  }

  static long task(long label) {
    return label / 2;
  }
}
