package dev.clientele.cli;

import dev.clientele.config.ClienteleConfig;
import dev.clientele.config.LoadedConfig;
import dev.clientele.report.HtmlReport;
import dev.clientele.report.JsonLines;
import dev.clientele.report.Manifest;
import dev.clientele.report.Progress;
import dev.clientele.report.RunDirectory;
import dev.clientele.report.Summary;
import dev.clientele.tensor.RandomKey;
import dev.clientele.theory.Bridge;
import dev.clientele.theory.Experiment;
import dev.clientele.theory.Findings;
import dev.clientele.theory.InterruptedExperiment;
import dev.clientele.theory.MixingWeights;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs an experiment of theory. It takes minutes and keeps no checkpoints: resumed, it begins
 * again.
 */
final class TheoryRun {
  private final ClienteleConfig config;
  private final RunDirectory run;
  private final boolean quiet;
  private final List<String> command;
  private final PrintWriter out;

  TheoryRun(
      LoadedConfig loaded, RunDirectory run, boolean quiet, List<String> command, PrintWriter out) {
    this.config = loaded.config();
    this.run = run;
    this.quiet = quiet;
    this.command = command;
    this.out = out;
  }

  /** Whether a configuration describes an experiment, rather than a federation. */
  static boolean isFor(LoadedConfig loaded) {
    return loaded.config().experiment() != ClienteleConfig.Experiment.FEDERATION;
  }

  void run() {
    long started = System.nanoTime();
    try (RunLog _ = new RunLog(run)) {
      Manifest manifest = Manifest.of(config.seed(), "cpu", command, Instant.now());
      manifest.write(run);
      Findings findings = find();
      manifest.ended(Instant.now()).write(run);
      write(findings);
      time(started);
    }
    out.printf(
        Locale.ROOT,
        "%nfinished in %.0f s; look at%n  %s%n",
        (System.nanoTime() - started) / 1e9,
        run.report());
    out.flush();
  }

  private Findings find() {
    AtomicBoolean interrupted = new AtomicBoolean();
    Progress progress = Progress.create(System.out, quiet); // the laboratory closes it
    try (JsonLines metrics = JsonLines.open(run.metrics());
        WatchedLaboratory laboratory =
            new WatchedLaboratory(workers(), metrics, progress, interrupted::get);
        Interruption _ = new Interruption(() -> interrupted.set(true))) {
      metrics.truncate(0);
      return experiment().run(laboratory);
    } catch (InterruptedExperiment e) {
      throw new CommandInterrupted("interrupted; to begin again: clientele resume " + run.root());
    }
  }

  private int workers() {
    int workers = config.compute().workers();
    return workers == 0 ? Runtime.getRuntime().availableProcessors() : workers;
  }

  private Experiment experiment() {
    RandomKey key = RandomKey.of(config.seed()).child("theory");
    return switch (config.experiment()) {
      case MIXING_WEIGHTS -> new MixingWeights(config.theory(), key);
      case BRIDGE -> new Bridge(config.theory(), key);
      case FEDERATION -> throw new IllegalStateException("a federation is simulated");
    };
  }

  private void write(Findings findings) {
    FindingsFiles.write(run, findings);
    Summary.write(run, findings.summary());
    HtmlReport.write(run);
  }

  private void time(long started) {
    LinkedHashMap<String, Object> line = new LinkedHashMap<>();
    line.put("event", "experiment");
    line.put("seconds", (System.nanoTime() - started) / 1e9);
    try (JsonLines timing = JsonLines.open(run.timing())) {
      timing.write(line);
    }
  }
}
