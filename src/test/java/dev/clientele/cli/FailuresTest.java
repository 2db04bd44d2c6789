package dev.clientele.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.config.ConfigurationException;
import dev.clientele.config.Problem;
import dev.clientele.data.DataException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Exit codes and messages of what can go wrong. */
class FailuresTest {
  private final StringWriter err = new StringWriter();

  private int report(Exception failure) {
    err.getBuffer().setLength(0);
    return Failures.report(failure, new PrintWriter(err, true));
  }

  @Test
  void eachKindHasItsCodeAndItsText() {
    assertEquals(1, report(new CommandFailure("round 3: no client\n  is left")));
    assertEquals("clientele: round 3: no client; is left", err.toString().strip());
    assertEquals(1, report(new DataException("x.gz: damaged")));
    assertEquals("clientele: x.gz: damaged", err.toString().strip());
    assertEquals(1, report(new UncheckedIOException(new NoSuchFileException("runs/a"))));
    assertEquals("clientele: runs/a: no such file or folder", err.toString().strip());
    assertEquals(130, report(new CommandInterrupted("interrupted; go on with clientele resume a")));
    assertEquals(
        2,
        report(
            new ConfigurationException(
                List.of(new Problem("a:1", "first"), new Problem("a:2", "second")))));
    assertEquals(List.of("a:1: first", "a:2: second"), err.toString().lines().toList());
  }

  @Test
  void whatNobodyForesawSaysWhere() {
    assertEquals(1, report(new IllegalStateException("odd")));
    String text = err.toString().strip();
    assertTrue(
        text.startsWith("clientele: java.lang.IllegalStateException: odd (at ")
            && text.contains("FailuresTest"),
        text);
    assertEquals(1, report(new UncheckedIOException(new IOException())));
    assertTrue(err.toString().startsWith("clientele: java.io.IOException (at "), err.toString());
  }
}
