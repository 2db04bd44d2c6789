package dev.clientele.simulation.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.tensor.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevicesTest {
  private static final RandomKey KEY = RandomKey.of(11).child("device");
  private static final DeviceProfile PROFILE = new DeviceProfile(0.01, 2e6, 1e6, 0.05);
  @TempDir Path folder;

  /** How many times as slow as the profile the clients compute, sorted. */
  private static double[] slowness(Devices devices, int clients) {
    return IntStream.range(0, clients)
        .mapToDouble(id -> devices.of(id).secondsPerImage() / 0.01)
        .sorted()
        .toArray();
  }

  @Test
  void logNormalHasItsMedianAndItsSpread() {
    double[] factors = slowness(new Devices.LogNormal(PROFILE, 0.5, KEY), 20_000);
    assertEquals(1, factors[10_000], 0.02);
    // One standard deviation up is the 84th percentile.
    assertEquals(Math.exp(0.5), factors[16_827], 0.05);
    assertEquals(Math.exp(-0.5), factors[3_173], 0.02);
  }

  @Test
  void paretoBeginsAtTheFastestAndHasItsTail() {
    double[] factors = slowness(new Devices.Pareto(PROFILE, 2, KEY), 20_000);
    assertTrue(factors[0] >= 1, "was " + factors[0]);
    // P(factor > x) = x^-2
    long beyond = Arrays.stream(factors).filter(factor -> factor > 3).count();
    assertEquals(1 / 9.0, beyond / 20_000.0, 0.01);
  }

  @Test
  void equalClientsHaveEqualMachines() {
    Devices devices = new Devices.LogNormal(PROFILE, 1, KEY);
    assertEquals(devices.of(17), new Devices.LogNormal(PROFILE, 1, KEY).of(17));
    assertTrue(!devices.of(17).equals(devices.of(18)));
  }

  @Test
  void slownessOfTheNetworkIsItsOwn() {
    DeviceProfile slow = PROFILE.slowed(3, 2);
    assertEquals(0.03, slow.secondsPerImage(), 1e-15);
    assertEquals(1e6, slow.downloadBytesPerSecond());
    assertEquals(0.05, slow.latencySeconds());
    assertEquals(
        PROFILE.visitSeconds(100, 7, 50),
        PROFILE.downloadSeconds(100) + 7 * 0.01 + PROFILE.uploadSeconds(50),
        1e-12);
  }

  @Test
  void aTraceIsReadAndItsMachinesAreDrawn() throws IOException {
    Path file = folder.resolve("machines.csv");
    Files.writeString(file, "# seconds, down, up, latency\n0.01,2e6,1e6,0.05\n\n0.2,1e5,1e5,0.3\n");
    Devices devices = Traces.devices(file, KEY);
    long fast = IntStream.range(0, 1000).filter(id -> devices.of(id).equals(PROFILE)).count();
    assertEquals(500, (double) fast, 60);
  }

  @Test
  void aTracesErrorsNameFileAndLine() throws IOException {
    assertWrong("0.01,2e6,1e6", ":1: expected 4 finite numbers");
    assertWrong("# fine\n0.01,x,1e6,1", ":2: expected a number but was \"x\"");
    assertWrong("0.01,0,1e6,1", ":1: expected positive bytes a second");
    assertWrong("\n", ": expected at least one machine");
  }

  private void assertWrong(String text, String message) throws IOException {
    Path file = folder.resolve("wrong.csv");
    Files.writeString(file, text);
    var e = assertThrows(IOException.class, () -> Traces.devices(file, KEY));
    assertTrue(e.getMessage().startsWith(file + message), e.getMessage());
  }
}
