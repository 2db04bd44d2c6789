package dev.clientele.cli;

import dev.clientele.bench.Machine;
import dev.clientele.bench.StepCrew;
import dev.clientele.bench.StepExport;
import dev.clientele.bench.StepFigures;
import dev.clientele.bench.StepServer;
import dev.clientele.bench.StepSize;
import dev.clientele.bench.StepTask;
import dev.clientele.diffusion.Trained;
import dev.clientele.kernel.cpu.CpuKernels;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures a U-Net's training step. */
@Command(
    name = "step",
    description = "Measures a U-Net's training step: forward, backward and Adam.")
final class BenchStepCommand implements Callable<Integer> {
  @Option(
      names = "--size",
      paramLabel = "SIZE",
      converter = StepSizeConverter.class,
      description = "small, medium or large; all of them where it is not given.")
  private StepSize size;

  @Option(names = "--frozen", description = "Train the client embedding alone.")
  private boolean frozen;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Images a step (default: 32, or 8 with --frozen).")
  private Integer batch;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Steps a repeat (default: as many as take about a second).")
  private Integer steps;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      defaultValue = "7",
      description = "Repeats, of which the median is shown (default: ${DEFAULT-VALUE}).")
  private int repeats;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "Time before the first repeat (default: ${DEFAULT-VALUE}).")
  private double warmUp;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "1",
      description = "Threads, each with a network and a batch (default: ${DEFAULT-VALUE}).")
  private int workers;

  @Option(
      names = "--serve",
      description = "Measure when a line 'go N' of the standard input asks for N steps.")
  private boolean serve;

  @Option(
      names = "--export",
      paramLabel = "DIR",
      description = "Write weights, a batch, and the losses on it, for another program to check.")
  private Path export;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    atLeastOne("--batch", batch);
    atLeastOne("--steps", steps);
    atLeastOne("--repeats", repeats);
    atLeastOne("--workers", workers);
    require(warmUp >= 0, "expected --warm-up of 0 or more but was " + warmUp);
    require(!serve || export == null, "expected --serve or --export but was both");
    require(size != null || (!serve && export == null), "--serve and --export need a --size");
    if (export != null) {
      StepExport.write(task(size), CpuKernels::new, export);
    } else if (serve) {
      serve(task(size));
    } else {
      measure(size == null ? List.of(StepSize.values()) : List.of(size));
    }
    return ExitCode.DONE;
  }

  private void atLeastOne(String option, Integer value) {
    require(value == null || value >= 1, "expected " + option + " of 1 or more but was " + value);
  }

  private void require(boolean holds, String message) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }

  private StepTask task(StepSize of) {
    int images = batch != null ? batch : frozen ? 8 : 32;
    return new StepTask(of.spec(), images, frozen ? Trained.CLIENT_EMBEDDING : Trained.EVERYTHING);
  }

  private void serve(StepTask task) throws IOException {
    // Standard input is the system's and stays open.
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
    try (StepCrew crew = new StepCrew(task, workers, CpuKernels::new)) {
      new StepServer(crew::seconds, spec.commandLine().getOut()).serve(task, crew.images(), in);
    }
  }

  private void measure(List<StepSize> sizes) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(Machine.describe());
    for (StepSize each : sizes) {
      StepTask task = task(each);
      try (StepCrew crew = new StepCrew(task, workers, CpuKernels::new)) {
        int n = steps != null ? steps : each.steps();
        show(each, task, StepFigures.measure(crew::seconds, crew.images(), n, repeats, warmUp));
      }
    }
  }

  private void show(StepSize each, StepTask task, StepFigures figures) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%-6s %dx%dx%d, %d parameters, %s, batch %d, %d workers: %.1f images/s (%.1f to %.1f)%n",
        StepSizeConverter.name(each),
        task.spec().height(),
        task.spec().width(),
        task.spec().channels(),
        task.parameters(),
        frozen ? "embedding only" : "all trained",
        task.batch(),
        workers,
        figures.median(),
        figures.lowest(),
        figures.highest());
    out.flush();
  }
}
