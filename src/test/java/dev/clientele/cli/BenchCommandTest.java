package dev.clientele.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line of the measurements. */
class BenchCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... args) {
    return CommandLines.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--size huge; expected one of small, medium, large but was huge",
        "--batch 0; expected --batch of 1 or more but was 0",
        "--workers -1; expected --workers of 1 or more but was -1",
        "--warm-up -1; expected --warm-up of 0 or more but was -1.0",
        "--serve; --serve and --export need a --size",
        "--serve --export x --size small; expected --serve or --export but was both"
      })
  void whatCannotBeMeasuredIsAnError(String options, String message) {
    assertEquals(2, execute(("bench step " + options).split(" ")));
    assertTrue(err.toString().contains(message), err.toString());
  }

  @Test
  void aFewStepsGiveTheMachineAndALine() {
    String line = "bench step --size small --batch 1 --steps 1 --repeats 1 --warm-up 0";
    assertEquals(0, execute(line.split(" ")));
    assertTrue(
        out.toString()
            .contains("small  16x16x1, 183249 parameters, all trained, batch 1, 1 workers: "),
        out.toString());
    assertTrue(out.toString().contains(" processors, "), out.toString());
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
