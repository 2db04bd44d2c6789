package dev.clientele.cli;

import dev.clientele.bench.Machine;
import dev.clientele.bench.Spread;
import dev.clientele.bench.StatesBenchmark;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the store of the clients' private tensors. */
@Command(name = "states", description = "Measures the store of the clients' private tensors.")
final class BenchStatesCommand implements Callable<Integer> {
  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Clients (default: ${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--numbers",
      paramLabel = "N",
      defaultValue = "64",
      description = "Private numbers of a client (default: ${DEFAULT-VALUE}).")
  private int numbers;

  @Option(
      names = "--cache",
      paramLabel = "MB",
      defaultValue = "64",
      description = "The cache's bound (default: ${DEFAULT-VALUE}).")
  private int cache;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "100",
      description = "Rounds of 1,000 visits (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (clients < 1 || numbers < 1 || cache < 1 || rounds < 1) {
      throw new ParameterException(
          spec.commandLine(), "expected --clients, --numbers, --cache and --rounds of 1 or more");
    }
    Path folder = Files.createTempDirectory("clientele-bench-");
    Path file = folder.resolve("states.mv");
    try (StatesBenchmark benchmark = new StatesBenchmark(file, clients, numbers, cache)) {
      measure(benchmark, file);
    } finally {
      Files.deleteIfExists(table(file));
      Files.delete(folder);
    }
    return ExitCode.DONE;
  }

  private static Path table(Path file) {
    return file.resolveSibling("states.safetensors");
  }

  private void measure(StatesBenchmark benchmark, Path file) throws IOException {
    double fill = benchmark.fill();
    double[] seconds = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      seconds[i] = benchmark.round(1000);
    }
    double snapshot = benchmark.snapshot(table(file));
    PrintWriter out = spec.commandLine().getOut();
    out.println(Machine.describe());
    out.printf(
        Locale.ROOT,
        "%d clients with %d numbers, cache %d MB: filled in %.1f s, a round of 1000 visits %.0f ms,"
            + " a checkpoint's table %.1f s, %.0f MB on disk, %.0f MB resident at most%n",
        clients,
        numbers,
        cache,
        fill,
        Spread.of(seconds).median() * 1e3,
        snapshot,
        Files.size(file) / 1e6,
        ResidentMemory.peakMegabytes(ProcessHandle.current().pid()));
    out.flush();
  }
}
