package dev.clientele.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final AtomicLong clock = new AtomicLong();

  @Test
  void linesComeSeldomAndTheLastAlways() {
    try (Progress progress = new LineProgress(out, clock::get)) {
      progress.phase("pre-training", 12);
      for (int round = 1; round <= 12; round++) {
        clock.addAndGet(1_000_000_000L);
        progress.step(round, 1.0 / round, 500);
      }
      progress.phase("evaluation", 4);
      clock.addAndGet(1_000_000L);
      progress.step(1, Double.NaN, 0);
    }
    assertEquals(
        List.of(
            "pre-training: 5 of 12, loss 0.2000, 500 images/s, 0:07 left",
            "pre-training: 10 of 12, loss 0.1000, 500 images/s, 0:02 left",
            "pre-training: 12 of 12, loss 0.0833, 500 images/s",
            "evaluation: 1 of 4, 0:00 left"),
        lines());
  }

  @Test
  void quietIsSilent() {
    try (Progress progress = Progress.create(out, true)) {
      progress.phase("pre-training", 1);
      progress.step(1, 0.5, 10);
    }
    assertEquals(List.of(), lines());
  }

  @Test
  void durationsReadLikeAClock() {
    assertEquals("0:59", ProgressText.duration(59_400_000_000L));
    assertEquals("2:05", ProgressText.duration(125_000_000_000L));
    assertEquals("1:01:01", ProgressText.duration(3_661_000_000_000L));
  }

  private List<String> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
