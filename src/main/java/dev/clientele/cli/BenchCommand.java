package dev.clientele.cli;

import dev.clientele.bench.PieceServer;
import dev.clientele.bench.Scenario;
import dev.clientele.config.ConfigLoader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measurements of this program's speed. */
@Command(
    name = "bench",
    description = "Measures this program's speed: medians over repeats, and the share of the peak.",
    subcommands = {BenchWireCommand.class, BenchTransferCommand.class, BenchStatesCommand.class})
final class BenchCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "CONF",
      arity = "0..*",
      description =
          "Configurations with a bench block, or names of those in the folder bench; all of that"
              + " folder where none is given.")
  private List<String> scenarios = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "path=value",
      description = "Sets one key in each of them, such as bench.repeats=3; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(names = "--out", paramLabel = "FILE", description = "Write everything as JSON.")
  private Path out;

  @Option(
      names = "--against",
      paramLabel = "FILE",
      description = "Show the change from what an earlier --out wrote.")
  private Path against;

  @Option(
      names = "--serve",
      description = "Measure one CONF once whenever a line 'go' of the standard input asks for it.")
  private boolean serve;

  @Option(
      names = "--export",
      paramLabel = "DIR",
      description =
          "Write one CONF's weights, a batch, and what comes out, for another program to check.")
  private Path export;

  @Option(
      names = "--profile",
      description =
          "Show what one CONF's time goes to, kernel by kernel; a step or sampling, one worker.")
  private boolean profile;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (serve || profile || export != null) {
      require(
          Stream.of(serve, profile, export != null).filter(x -> x).count() == 1,
          "expected one of --serve, --profile and --export but was more");
      require(
          scenarios.size() == 1,
          "--serve, --profile and --export need one CONF but there are " + scenarios.size());
      one(assembly(BenchFolder.find(scenarios.getFirst())));
    } else {
      new BenchAction(out, against, ConfigOptions.words(spec), spec.commandLine().getOut())
          .run(BenchFolder.find(scenarios), this::assembly);
    }
    return ExitCode.DONE;
  }

  private void require(boolean holds, String message) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }

  private Assembly assembly(Path file) {
    return new Assembly(ConfigLoader.load(file, overrides, OptionalLong.empty()));
  }

  private void one(Assembly assembly) throws IOException {
    if (profile) {
      new ProfileAction(spec.commandLine().getOut()).run(assembly);
      return;
    }
    BenchScenarios parts = new BenchScenarios(assembly);
    if (export != null) {
      parts.export(export);
      return;
    }
    // Standard input is the system's and stays open.
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
    try (Scenario scenario = parts.scenario()) {
      new PieceServer(scenario, spec.commandLine().getOut()).serve(in);
    }
  }
}
