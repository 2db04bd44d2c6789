package dev.clientele.bench;

import dev.clientele.kernel.Step;
import dev.clientele.kernel.StepObserver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Counts and times the steps of one worker by their names. A step within another counts for itself
 * and not for that other. For one thread at a time.
 */
public final class Profile implements StepObserver {
  private static final class Entry {
    private long calls;
    private long nanos;
    private long inner;
  }

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Deque<Entry> running = new ArrayDeque<>();
  private long began;
  private long whole;

  @Override
  public Step observe(String name, Step step) {
    Entry entry = entries.computeIfAbsent(name, n -> new Entry());
    return () -> {
      Entry outer = running.peek();
      running.push(entry);
      long start = System.nanoTime();
      step.run();
      long spent = System.nanoTime() - start;
      running.pop();
      entry.calls++;
      entry.nanos += spent;
      if (outer != null) {
        outer.inner += spent;
      }
    };
  }

  /** Forgets what was measured before. */
  public void begin() {
    for (Entry entry : entries.values()) {
      entry.calls = 0;
      entry.nanos = 0;
      entry.inner = 0;
    }
    began = System.nanoTime();
  }

  /** Ends what {@link #begin} began. */
  public void end() {
    whole = System.nanoTime() - began;
  }

  /**
   * A line for every name, the longest first, of what a piece's every unit took: the share of all
   * time, microseconds, calls, name. The last is what was spent outside steps.
   *
   * @param times how often what is profiled was done
   */
  public List<String> lines(double times) {
    List<Map.Entry<String, Entry>> sorted =
        entries.entrySet().stream()
            .filter(e -> e.getValue().calls > 0)
            .sorted(Comparator.comparingLong(e -> e.getValue().inner - e.getValue().nanos))
            .toList();
    List<String> lines = new ArrayList<>();
    long rest = whole;
    for (Map.Entry<String, Entry> each : sorted) {
      Entry entry = each.getValue();
      long own = entry.nanos - entry.inner;
      rest -= own;
      lines.add(line(own, entry.calls / times, times, each.getKey()));
    }
    lines.add(line(rest, 1, times, "outside kernels"));
    lines.add(line(whole, 1, times, "all"));
    return lines;
  }

  private String line(long nanos, double calls, double times, String name) {
    double share = 100.0 * nanos / whole;
    double micros = nanos / 1e3 / times;
    return String.format(Locale.ROOT, "%5.1f %% %10.1f us %6.1f  %s", share, micros, calls, name);
  }
}
