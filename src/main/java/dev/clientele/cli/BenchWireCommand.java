package dev.clientele.cli;

import dev.clientele.bench.Machine;
import dev.clientele.bench.SerializationBenchmark;
import dev.clientele.bench.Spread;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the serializer. */
@Command(name = "wire", description = "Measures how fast weights become bytes and weights again.")
final class BenchWireCommand implements Callable<Integer> {
  @Option(
      names = "--parameters",
      paramLabel = "N",
      defaultValue = "36000000",
      description = "Numbers of the weights (default: ${DEFAULT-VALUE}).")
  private int parameters;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      defaultValue = "30",
      description = "Round trips, after 10 that do not count (default: ${DEFAULT-VALUE}).")
  private int repeats;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (parameters < 1 || repeats < 1) {
      throw new ParameterException(
          spec.commandLine(), "expected --parameters and --repeats of 1 or more");
    }
    try (SerializationBenchmark benchmark = new SerializationBenchmark(parameters)) {
      for (int i = 0; i < 10; i++) {
        benchmark.roundTrip();
      }
      SerializationBenchmark.RoundTrip[] trips = new SerializationBenchmark.RoundTrip[repeats];
      for (int i = 0; i < repeats; i++) {
        trips[i] = benchmark.roundTrip();
      }
      show(benchmark.bytes(), trips);
    }
    return ExitCode.DONE;
  }

  private void show(long bytes, SerializationBenchmark.RoundTrip[] trips) {
    double[] rates = new double[trips.length];
    double[] writes = new double[trips.length];
    double[] reads = new double[trips.length];
    double[] extra = new double[trips.length];
    for (int i = 0; i < trips.length; i++) {
      rates[i] = bytes / 1e9 / (trips[i].writeSeconds() + trips[i].readSeconds());
      writes[i] = trips[i].writeSeconds() * 1e3;
      reads[i] = trips[i].readSeconds() * 1e3;
      extra[i] = trips[i].writeAllocated() + trips[i].readAllocated() - bytes;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(Machine.describe());
    Spread rate = Spread.of(rates);
    out.printf(
        Locale.ROOT,
        "%d parameters, one thread: %.2f GB/s a round trip (%.2f to %.2f), %.1f ms out, %.1f ms in,"
            + " %.0f bytes of heap beyond the result%n",
        bytes / Float.BYTES,
        rate.median(),
        rate.lowest(),
        rate.highest(),
        Spread.of(writes).median(),
        Spread.of(reads).median(),
        Spread.of(extra).median());
    out.flush();
  }
}
