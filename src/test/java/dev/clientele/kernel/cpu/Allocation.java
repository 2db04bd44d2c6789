package dev.clientele.kernel.cpu;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Shows whether a compiled loop boxes its vectors. */
final class Allocation {
  private static final int RUNS = 2_000;
  private static final long MOST_NANOSECONDS = 30_000_000_000L;

  private Allocation() {}

  /**
   * Warms {@code step} up until it is compiled and asserts that it then allocates nearly nothing. A
   * loop that boxes allocates at least a vector, 48 bytes, for each of its turns.
   */
  static void assertNone(String name, Runnable step) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().threadId();
    long least = Long.MAX_VALUE;
    // Compilation happens in the background: on a busy machine it takes a while.
    long start = System.nanoTime();
    while (least > 16L * RUNS && System.nanoTime() - start < MOST_NANOSECONDS) {
      long before = threads.getThreadAllocatedBytes(thread);
      for (int i = 0; i < RUNS; i++) {
        step.run();
      }
      least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
    }
    assertTrue(
        least <= 16L * RUNS,
        "expected no allocation in " + name + " but was " + least / RUNS + " bytes a run");
  }
}
