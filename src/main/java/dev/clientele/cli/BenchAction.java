package dev.clientele.cli;

import dev.clientele.bench.BenchFile;
import dev.clientele.bench.BenchRun;
import dev.clientele.bench.BenchTable;
import dev.clientele.bench.Machine;
import dev.clientele.bench.Measurement;
import dev.clientele.bench.Scenario;
import dev.clientele.config.BenchConfig;
import dev.clientele.kernel.cpu.CpuKernels;
import dev.clientele.kernel.cpu.SelfTest;
import dev.clientele.report.Manifest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Measures scenarios in turn, shows each when it is done, and writes them all. */
final class BenchAction {
  private final Path file;
  private final Path against;
  private final List<String> command;
  private final PrintWriter out;

  /**
   * @param file for JSON; null for none
   * @param against an earlier run's; null for none
   */
  BenchAction(Path file, Path against, List<String> command, PrintWriter out) {
    this.file = file;
    this.against = against;
    this.command = command;
    this.out = out;
  }

  void run(List<Path> scenarios, Function<Path, Assembly> load) throws IOException {
    Map<String, Double> before = against == null ? new TreeMap<>() : BenchFile.medians(against);
    List<Assembly> all = scenarios.stream().map(load).toList(); // all errors before all work
    Manifest manifest = Manifest.of(0, "cpu", command, Instant.now());
    BenchTable table = new BenchTable(before);
    show(Machine.describe());
    show("commit " + manifest.commit() + ", " + manifest.start());
    show(table.head());
    SelfTest.start();
    BenchRun run = new BenchRun(CpuKernels::new);
    for (int i = 0; i < all.size(); i++) {
      show(table.line(measure(run, BenchFolder.name(scenarios.get(i)), all.get(i))));
    }
    run.peaks().forEach(this::showPeak);
    if (file != null) {
      BenchFile.write(file, origin(manifest), run);
    }
  }

  private static Measurement measure(BenchRun run, String name, Assembly assembly) {
    BenchConfig bench = assembly.config().bench();
    try (Scenario scenario = new BenchScenarios(assembly).scenario()) {
      String kind = bench.scenario().name().toLowerCase(Locale.ROOT);
      return run.measure(name, kind, scenario, bench.warmUpSeconds(), bench.repeats());
    }
  }

  private static Map<String, String> origin(Manifest manifest) {
    Map<String, String> origin = new LinkedHashMap<>();
    origin.put("version", manifest.version());
    origin.put("commit", manifest.commit());
    origin.put("machine", Machine.describe());
    origin.put("start", manifest.start());
    origin.put("command", String.join(" ", manifest.command()));
    return origin;
  }

  private void showPeak(int threads, double peak) {
    show(String.format(Locale.ROOT, "peak of %d threads: %.1f GFLOP/s", threads, peak / 1e9));
  }

  private void show(String line) {
    out.println(line);
    out.flush();
  }
}
