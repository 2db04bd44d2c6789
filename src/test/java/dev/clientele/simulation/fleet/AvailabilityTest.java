package dev.clientele.simulation.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.tensor.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvailabilityTest {
  private static final RandomKey KEY = RandomKey.of(3).child("availability");
  @TempDir Path folder;

  private static double share(Availability availability, double seconds) {
    return IntStream.range(0, 5000).filter(id -> availability.at(id, seconds)).count() / 5000.0;
  }

  @Test
  void onAndOffInStretches() {
    Availability half = new Availability.OnOff(0.3, 100, KEY);
    assertEquals(0.3, share(half, 12_345), 0.03);
    // A client changes once a stretch at most, and clients do not change together.
    int changes = 0;
    for (int second = 1; second <= 1000; second++) {
      changes += half.at(7, second) == half.at(7, second - 1) ? 0 : 1;
    }
    assertTrue(changes > 0 && changes <= 10, "was " + changes);
    long changed =
        IntStream.range(0, 5000).filter(id -> half.at(id, 100) != half.at(id, 101)).count();
    assertEquals(5000 * 0.01 * 2 * 0.3 * 0.7, (double) changed, 20);
  }

  @Test
  void daysAreAlike() {
    Availability nights = new Availability.Diurnal(0.25, 86_400, 0.05, KEY);
    assertEquals(share(nights, 4000), share(nights, 4000 + 3 * 86_400));
    assertTrue(share(nights, 0.12 * 86_400) > 0.95);
    assertTrue(share(nights, 0.6 * 86_400) < 0.05);
  }

  @Test
  void aTraceRepeats() throws IOException {
    Path file = folder.resolve("times.csv");
    Files.writeString(file, "0,10,20\n0,50,60\n1,0,100\n");
    Availability trace = Traces.availability(file, KEY);
    assertEquals(1, share(trace, 15));
    assertEquals(0.5, share(trace, 30), 0.03);
    assertEquals(share(trace, 30), share(trace, 730));
    assertEquals(1, share(trace, 150));
    assertFalse(IntStream.range(0, 100).allMatch(id -> trace.at(id, 20)));
  }

  @Test
  void aTracesErrorsNameFileAndLine() throws IOException {
    Path file = folder.resolve("times.csv");
    Files.writeString(file, "0,10,20\n1,30,30\n");
    var e = assertThrows(IOException.class, () -> Traces.availability(file, KEY));
    assertTrue(e.getMessage().contains("times.csv:2: expected a device's number and from < to"));
  }
}
