package dev.clientele.bench;

import dev.clientele.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Scenarios that are measured one after the other on one machine, whose peak is measured with them.
 * For one thread.
 */
public final class BenchRun {
  private final Supplier<Kernels> device;
  private final SortedMap<Integer, Double> peaks = new TreeMap<>();
  private final List<Measurement> measurements = new ArrayList<>();

  /**
   * Nothing measured yet.
   *
   * @param device makes kernels for the calling thread
   */
  public BenchRun(Supplier<Kernels> device) {
    this.device = device;
  }

  /** Measures a scenario; {@code warmUp} seconds of it do not count. */
  public Measurement measure(
      String name, String kind, Scenario scenario, double warmUp, int repeats) {
    int threads = scenario.piece().workers();
    double peak =
        peaks.merge(threads, Peak.operationsPerSecond(threads, device), (a, b) -> Math.max(a, b));
    Measurement measured = Measurement.of(name, kind, scenario, warmUp, repeats, peak);
    measurements.add(measured);
    return measured;
  }

  /** Everything so far, in the order in which it was measured. */
  public List<Measurement> measurements() {
    return List.copyOf(measurements);
  }

  /** The machine's floating-point operations a second, by how many threads compute. */
  public SortedMap<Integer, Double> peaks() {
    return new TreeMap<>(peaks);
  }
}
