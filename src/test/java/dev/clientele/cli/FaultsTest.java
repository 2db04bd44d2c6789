package dev.clientele.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fault by itself, by configuration: that it happens, is told, and does what it says. */
class FaultsTest {
  @TempDir private Path folder;

  private Path run(String name, String... settings) throws IOException {
    return new Tiny(folder).run(name, settings);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sign-flip", "scaled", "gaussian", "label-flip", "zero"})
  void everyAttackChangesTheModel(String attack) throws IOException {
    String labels = "network.label-conditioning=on";
    Path honest = run("honest", labels);
    Path attacked =
        run(
            "attacked",
            labels,
            "faults.byzantine.share=1",
            "faults.byzantine.scale=3",
            "faults.byzantine.attack=" + attack);
    assertNotEquals(Tiny.weights(honest), Tiny.weights(attacked));
    assertEquals(Map.of("completed", 20), Tiny.outcomes(attacked));
    assertEquals(Map.of(attack, 20), Tiny.faults(attacked));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nan", "infinity", "wrong-shape", "unknown-version"})
  void whatArrivesDamagedIsRejectedAndCounted(String kind) throws IOException {
    Path run = run("run", "faults.corrupted.share=1", "faults.corrupted.kinds=[" + kind + "]");
    assertEquals(Map.of("rejected", 20), Tiny.outcomes(run));
    assertEquals(Map.of(kind, 20), Tiny.faults(run));
    assertEquals(5, Tiny.summary(run).at("/outcomes/emptyRounds").asInt());
  }

  /** Only some of them are not finite; the others reach the fold. */
  @Test
  void bitFlipsAreTold() throws IOException {
    Path run =
        run("run", "rounds=1", "faults.corrupted.share=1", "faults.corrupted.kinds=[bit-flips]");
    assertEquals(Map.of("bit-flips", 4), Tiny.faults(run));
    Map<String, Integer> outcomes = Tiny.outcomes(run);
    int arrived = outcomes.getOrDefault("completed", 0) + outcomes.getOrDefault("rejected", 0);
    assertEquals(4, arrived, outcomes.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "faults.dropout.before, dropped-out",
    "faults.dropout.during, dropped-out",
    "faults.crash.share, crashed",
    "faults.messages.lost, lost"
  })
  void everyLossHasItsOutcome(String key, String outcome) throws IOException {
    Map<String, Integer> outcomes = Tiny.outcomes(run("run", key + "=0.5"));
    assertTrue(outcomes.getOrDefault(outcome, 0) > 3, outcomes.toString());
    assertEquals(20, outcomes.get("completed") + outcomes.get(outcome), outcomes.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "faults.messages.delayed=1, delayed",
    "faults.messages.reordered=1, delayed",
    "faults.messages.duplicated=1, duplicated",
    "faults.stragglers.share=1, straggler",
    "faults.stale-state=1, stale-state"
  })
  void everyOtherFaultIsTold(String setting, String fault) throws IOException {
    Path run = run("run", setting);
    assertEquals(Map.of(fault, 20), Tiny.faults(run));
    assertEquals(Map.of("completed", 20), Tiny.outcomes(run));
  }

  /** SPIRE's clients are called again and begin with an older embedding. */
  @Test
  void aStaleStateIsAnOlderEmbedding() throws IOException {
    String often = "clients.registered=4";
    String seed = "rounds=6";
    Path fresh = run("fresh", often, seed);
    Path stale = run("stale", often, seed, "faults.stale-state=1");
    assertNotEquals(Tiny.weights(fresh), Tiny.weights(stale));
  }

  @Test
  void aRegionThatGoesDarkTakesAllItsClientsWithIt() throws IOException {
    Map<String, Integer> outcomes =
        Tiny.outcomes(
            run(
                "run",
                "faults.outages.regions=1",
                "faults.outages.every-seconds=4",
                "faults.outages.seconds=2",
                "device.seconds-per-image=0.5"));
    assertTrue(outcomes.getOrDefault("outage", 0) > 3, outcomes.toString());
  }

  @Test
  void killedWorkersChangeNothing() throws IOException {
    Path calm = run("calm");
    Path killed = run("killed", "faults.kill-every=3");
    EndToEndTest.assertSameResults(calm, killed);
    assertTrue(Files.readString(killed.resolve("log.txt")).contains("killed"), "no word of it");
  }

  @Test
  void tracesAreFollowed() throws IOException {
    Path machines = Files.writeString(folder.resolve("machines.csv"), "0.5,1e6,1e6,0.1\n");
    Path hours = Files.writeString(folder.resolve("hours.csv"), "0,0,10\n1,0,10\n1,40,90\n");
    Path run =
        run(
            "run",
            "device.profiles=trace",
            "device.trace=" + machines,
            "availability.kind=trace",
            "availability.trace=" + hours,
            "policy.retry-seconds=1");
    // Four visits at 3 seconds each fit into ten seconds; the fifth waits for those who come back.
    assertTrue(Tiny.summary(run).path("virtualSeconds").asDouble() > 40);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "device.profiles | device.trace | 0.1,1e6 | :1: expected 4 finite numbers",
        "availability.kind | availability.trace | 0,5,1 | :1: expected a device's number and from <"
            + " to"
      })
  void aMalformedTraceIsOneLine(String kind, String key, String text, String message)
      throws IOException {
    Path file = Files.writeString(folder.resolve("wrong.csv"), text);
    Tiny.Ended ended = new Tiny(folder).end("run", kind + "=trace", key + "=" + file);
    assertEquals(1, ended.code(), ended.err());
    assertEquals(1, ended.err().strip().lines().count(), ended.err());
    assertTrue(ended.err().contains(file + message), ended.err());
  }

  /** Rounds go on without a step, as configured; without rounds there is nothing to go on with. */
  @Test
  void nobodyEverAnswers() throws IOException {
    Tiny.Ended rounds = new Tiny(folder).end("rounds", "faults.dropout.before=1");
    assertEquals(0, rounds.code(), rounds.err());
    assertTrue(rounds.out().contains("5 of 5 rounds were without a step"), rounds.out());
    assertEquals(5, Tiny.summary(folder.resolve("rounds")).at("/outcomes/emptyRounds").asInt());
    for (String kind : new String[] {"fedbuff", "fedasync"}) {
      Tiny.Ended ended =
          new Tiny(folder).end(kind, "faults.dropout.before=1", "policy.kind=" + kind);
      assertEquals(1, ended.code(), ended.err());
      assertEquals(1, ended.err().strip().lines().count(), ended.err());
      String expected = "the run failed: expected a full buffer but was 0 usable answers in 101";
      assertTrue(ended.err().contains(expected), ended.err());
    }
  }

  @Test
  void nobodyCanEverBeCalled() throws IOException {
    Path hours = Files.writeString(folder.resolve("hours.csv"), "0,0,1e-9\n1,1e9,2e9\n");
    for (String kind : new String[] {"synchronous", "fedbuff", "fedasync"}) {
      Tiny.Ended ended =
          new Tiny(folder)
              .end(
                  kind,
                  "policy.kind=" + kind,
                  "policy.patience-seconds=5000",
                  "availability.kind=trace",
                  "availability.trace=" + hours,
                  "faults.outages.regions=1",
                  "faults.outages.every-seconds=10",
                  "faults.outages.seconds=10");
      assertEquals(1, ended.code(), ended.err());
      String expected = "the run failed: expected a client that can be called but was none";
      assertTrue(ended.err().contains(expected), ended.err());
    }
  }

  @Test
  void aQuorumThatIsNeverMetEndsToo() throws IOException {
    Path run = run("run", "faults.dropout.before=0.9", "policy.quorum=4", "policy.repeats=2");
    assertEquals(5, Tiny.summary(run).at("/outcomes/emptyRounds").asInt());
    assertEquals(10, Tiny.summary(run).at("/outcomes/repeatedRounds").asInt());
    assertEquals(60, Tiny.summary(run).at("/outcomes/dispatched").asInt());
  }
}
