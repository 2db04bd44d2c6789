package dev.clientele.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From seconds to a table and a file. */
class MeasurementTest {
  @TempDir private Path folder;

  @Test
  void warmUpDoesNotCountAndTheMedianIsOfAllRepeats() {
    // Four seconds of warm-up are two runs; then 10 sheep in 2, 1, 4 and 5 seconds.
    Pretended scenario =
        new Pretended(
            List.of(List.of(2.0), List.of(1.0, 2.0), List.of(2.0, 1.0), List.of(4.0, 5.0)));
    Measurement m = Measurement.of("flock", "count", scenario, 4, 3, 1e11);
    assertEquals(4, scenario.run);
    assertEquals(List.of(2.0, 1.0, 4.0, 5.0), m.seconds());
    assertEquals(new Spread(2, 3.75, 10), m.rates());
    assertEquals(3.75 * 3e9 / 1e11, m.shareOfPeak(), 1e-12);
  }

  private static Measurement flock(double seconds) {
    return Measurement.of("flock", "count", new Pretended(List.of(List.of(seconds))), 0, 1, 1e11);
  }

  @Test
  void theTableShowsTheChange() {
    BenchTable plain = new BenchTable(Map.of());
    assertEquals(
        "flock                    2  2.50 sheep (2.50 to 2.50)             400    7.5%       -",
        plain.line(flock(4)));
    BenchTable compared = new BenchTable(Map.of("flock", 2.0));
    assertTrue(compared.head().endsWith("change"), compared.head());
    assertTrue(compared.line(flock(4)).endsWith("+25.0%"), compared.line(flock(4)));
    assertTrue(new BenchTable(Map.of("herd", 2.0)).line(flock(4)).endsWith("new"));
  }

  @Test
  void aFileGivesItsMediansBack() throws IOException {
    Path file = folder.resolve("bench.json");
    BenchRun run = new BenchRun(dev.clientele.kernel.cpu.CpuKernels::new);
    run.measure("flock", "count", new Pretended(List.of(List.of(5.0))), 0, 1);
    BenchFile.write(file, Map.of("commit", "abc"), run);
    assertEquals(Map.of("flock", 2.0), BenchFile.medians(file));
    assertTrue(Files.readString(file).contains("\"commit\" : \"abc\""), Files.readString(file));
    assertTrue(run.peaks().get(2) > 1e8, run.peaks().toString());
  }

  @Test
  void aFileOfAnotherKindIsAnError() throws IOException {
    Path file = Files.writeString(folder.resolve("other.json"), "{\"a\": 1}");
    IOException e =
        org.junit.jupiter.api.Assertions.assertThrows(
            IOException.class, () -> BenchFile.medians(file));
    assertTrue(e.getMessage().endsWith("expected scenarios but was none"), e.getMessage());
  }
}
