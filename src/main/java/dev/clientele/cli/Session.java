package dev.clientele.cli;

import dev.clientele.kernel.cpu.SelfTest;
import dev.clientele.report.HtmlReport;
import dev.clientele.report.Manifest;
import dev.clientele.report.Progress;
import dev.clientele.report.ReportException;
import dev.clientele.report.RunDirectory;
import dev.clientele.report.Summary;
import dev.clientele.simulation.Checkpoint;
import dev.clientele.simulation.CheckpointStore;
import dev.clientele.simulation.Outcome;
import dev.clientele.simulation.Simulation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process's part of a run: from its beginning or a checkpoint to its end or an interruption.
 */
final class Session {
  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  private final Assembly assembly;
  private final RunDirectory run;
  private final boolean quiet;
  private final List<String> command;
  private final PrintWriter out;
  private final Host host;

  Session(
      Assembly assembly, RunDirectory run, boolean quiet, List<String> command, PrintWriter out) {
    this(assembly, run, quiet, command, out, Host.HERE);
  }

  /**
   * @param host where the clients work; closed when they have
   */
  Session(
      Assembly assembly,
      RunDirectory run,
      boolean quiet,
      List<String> command,
      PrintWriter out,
      Host host) {
    this.assembly = assembly;
    this.run = run;
    this.quiet = quiet;
    this.command = command;
    this.out = out;
    this.host = host;
  }

  static void warn(String message) {
    LOG.warn(message);
  }

  void run(Optional<Checkpoint> from) {
    try (RunLog _ = new RunLog(run)) {
      try {
        SelfTest.start();
        simulateAndFinish(from);
      } catch (RuntimeException e) {
        LOG.info("the run did not finish", e);
        throw e;
      }
    }
  }

  private void simulateAndFinish(Optional<Checkpoint> from) {
    long started = System.nanoTime();
    Manifest mine = Manifest.of(assembly.config().seed(), "cpu", command, Instant.now());
    Manifest manifest = from.isPresent() ? mine.after(run) : mine;
    manifest.write(run);
    Outcome outcome;
    Progress progress = Progress.create(System.out, quiet); // the journal closes it
    try (RunJournal journal =
        new RunJournal(
            run, assembly.federation(), assembly.groups(), progress, assembly.config().rounds())) {
      outcome = simulate(journal, from);
    }
    if (!(outcome instanceof Outcome.Failed)) { // of which the reason matters more
      manifest.ended(Instant.now()).write(run);
    }
    switch (outcome) {
      case Outcome.Finished finished -> finish(finished, started);
      case Outcome.Interrupted at ->
          throw new CommandInterrupted(
              "interrupted after round "
                  + at.round()
                  + "; to go on: clientele resume "
                  + run.root());
      case Outcome.Failed failed -> throw failure(failed, manifest);
    }
  }

  /** The manifest is written if it can be: a full disk may be why the run failed. */
  private CommandFailure failure(Outcome.Failed failed, Manifest manifest) {
    CommandFailure failure = new CommandFailure(reason(failed), failed.cause());
    try {
      manifest.ended(Instant.now()).write(run);
    } catch (ReportException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  private String reason(Outcome.Failed failed) {
    Throwable cause = failed.cause();
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return "the run failed: " + message + " (details in " + RunLog.file(run) + ")";
  }

  private Outcome simulate(RunJournal journal, Optional<Checkpoint> from) {
    Simulation simulation =
        host.start(
            new Simulation.Parameters(
                assembly.federation(),
                assembly.method(),
                assembly.evaluation(),
                assembly::workspace,
                assembly.plan(),
                journal,
                new CheckpointStore(run.checkpoint(), Session::warn),
                from),
            assembly.actorSettings());
    try (Host _ = host;
        Interruption _ = new Interruption(simulation::interrupt)) {
      return simulation.outcome().toCompletableFuture().join();
    }
  }

  private void finish(Outcome.Finished finished, long started) {
    SequencedMap<String, Object> summary = RunSummary.of(assembly, finished);
    Path picture = run.samples();
    if (assembly.classification().isEmpty()) {
      picture = Gallery.write(run, assembly, finished);
    } else {
      WarmStartReport.write(run, assembly, finished).ifPresent(p -> summary.put("privacy", p));
    }
    assembly
        .truth()
        .ifPresent(
            truth -> summary.put("truth", MixtureTruth.write(run, assembly, truth, finished)));
    Summary.write(run, summary);
    HtmlReport.write(run);
    double seconds = (System.nanoTime() - started) / 1e9;
    RunSummary.print(assembly, finished, out);
    out.printf(
        Locale.ROOT, "%nfinished in %.0f s; look at%n  %s%n  %s%n", seconds, picture, run.report());
    out.flush();
  }
}
