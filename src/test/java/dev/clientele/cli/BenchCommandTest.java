package dev.clientele.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.config.BenchConfig;
import dev.clientele.config.ClienteleConfig;
import dev.clientele.config.ConfigLoader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line of the measurements. */
class BenchCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private int execute(String... args) {
    return CommandLines.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "2; --serve; --serve, --profile and --export need one CONF but there are 0",
        "2; --export x round step-small; --serve, --profile and --export need one CONF but there"
            + " are 2",
        "2; --serve --export x round; expected one of --serve, --profile and --export but was more",
        "1; --profile round; expected a scenario step or sampling with one worker to profile but"
            + " was",
        "2; round --set bench.repeats=0; clientele.bench.repeats: expected a whole number from 1",
        "1; marathon; overhead, round, sampling, step-large, step-medium, step-small] but was"
            + " marathon"
      })
  void whatCannotBeMeasuredIsAnError(int code, String options, String message) {
    assertEquals(code, execute(("bench " + options).split(" ")));
    assertTrue(err.toString().contains(message), err.toString());
  }

  @Test
  void theFolderHasEveryScenario() throws IOException {
    Set<BenchConfig.Scenario> found = EnumSet.noneOf(BenchConfig.Scenario.class);
    for (Path file : BenchFolder.find(List.of())) {
      ClienteleConfig config = ConfigLoader.load(file, List.of(), OptionalLong.empty()).config();
      assertEquals(BenchFolder.name(file), config.name());
      found.add(config.bench().scenario());
    }
    assertEquals(EnumSet.allOf(BenchConfig.Scenario.class), found);
  }

  @Test
  void theNetworksAreThoseOfThePublishedComparison() throws IOException {
    assertEquals(183_249, parameters("step-small"));
    assertEquals(1_125_601, parameters("step-medium"));
    assertEquals(6_105_411, parameters("step-large"));
  }

  private static int parameters(String scenario) throws IOException {
    Path file = BenchFolder.find(scenario);
    Assembly assembly = new Assembly(ConfigLoader.load(file, List.of(), OptionalLong.empty()));
    return assembly.clientNetwork().withClients(100).layout().size();
  }

  @Test
  void aProfileListsTheKernelsOfAStep() {
    String line = "bench step-small --profile --set method.batch=1 --set bench.steps=1";
    String quick = " --set bench.repeats=1 --set bench.warm-up-seconds=0";
    assertEquals(0, execute((line + quick).split(" ")), err.toString());
    assertTrue(out.toString().contains("convolution 1 to 16, 16, 3 by 1: forward"), out.toString());
    assertTrue(out.toString().contains("group norm 64 x 32: backward"), out.toString());
    assertTrue(out.toString().contains("Adam"), out.toString());
    assertTrue(out.toString().strip().endsWith("  all"), out.toString());
  }

  @Test
  void aFewStepsGiveATableAndAFileThatALaterRunIsHeldAgainst() throws IOException {
    Path file = folder.resolve("bench.json");
    String quick = " --set method.batch=1 --set bench.steps=1 --set bench.repeats=1";
    String line = "bench step-small --set bench.warm-up-seconds=0" + quick;
    assertEquals(0, execute((line + " --out " + file).split(" ")), err.toString());
    assertTrue(out.toString().contains(" processors, "), out.toString());
    assertTrue(out.toString().contains("\nstep-small               1  "), out.toString());
    assertTrue(out.toString().contains("\npeak of 1 threads: "), out.toString());
    assertTrue(Files.readString(file).contains("\"parameters\" : 183249"));
    assertEquals(0, execute((line + " --against " + file).split(" ")), err.toString());
    assertTrue(out.toString().lines().anyMatch(l -> l.matches("step-small .*[+-][0-9.]+%")));
  }

  @Test
  void aSmallRoundTripIsMeasured() {
    assertEquals(0, execute("bench wire --parameters 1000 --repeats 3".split(" ")));
    assertTrue(out.toString().contains("1000 parameters, one thread: "), out.toString());
    assertEquals(2, execute("bench wire --parameters 0".split(" ")));
  }

  @Test
  void aSmallStoreIsMeasured() {
    assertEquals(0, execute("bench states --clients 2000 --rounds 2 --cache 1".split(" ")));
    assertTrue(out.toString().contains("2000 clients with 64 numbers, cache 1 MB"), out.toString());
    assertEquals(2, execute("bench states --cache 0".split(" ")));
  }

  /** Two real processes, a cluster of them, and what one sends the other. */
  @Test
  void aSmallTransferToAnotherJvmIsMeasured() {
    assertEquals(0, execute("bench transfer --parameters 200000 --repeats 1 --heap 64".split(" ")));
    assertTrue(out.toString().contains("200000 parameters, FP32, JVM to JVM: "), out.toString());
    assertEquals(2, execute("bench transfer --heap 0".split(" ")));
  }
}
