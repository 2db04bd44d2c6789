package dev.clientele.cli;

import com.sun.management.ThreadMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;

/**
 * What the Java heap cost since it was last asked, or made: how much all threads allocated a
 * second, and the share of the time that the garbage collector says it took.
 */
final class HeapUse {
  private long asked = System.nanoTime();
  private long allocated = allocatedBytes();
  private long collected = collectedMilliseconds();

  /** Puts {@code allocatedMegabytesPerSecond} and {@code collectorShare}. */
  void putUse(Map<String, Object> line) {
    long now = System.nanoTime();
    long bytes = allocatedBytes();
    long milliseconds = collectedMilliseconds();
    double seconds = Math.max(1, now - asked) / 1e9;
    line.put(
        "allocatedMegabytesPerSecond",
        bytes < 0 ? null : (bytes - allocated) / (seconds * (1 << 20)));
    line.put("collectorShare", (milliseconds - collected) / (1000 * seconds));
    asked = now;
    allocated = bytes;
    collected = milliseconds;
  }

  /** By all threads since they began; -1 where the JVM does not tell. */
  private static long allocatedBytes() {
    return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
        ? threads.getTotalThreadAllocatedBytes()
        : -1;
  }

  private static long collectedMilliseconds() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
        .filter(time -> time >= 0)
        .sum();
  }
}
