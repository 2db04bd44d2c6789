package dev.clientele.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.simulation.policy.VisitOutcome;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every policy with every fault switched on together, from the first actor to the last file. */
class StormTest {
  @TempDir private Path folder;

  private Run run(String name, Storm storm, int workers) {
    return new Run(folder.resolve(name), FakeFederation.of(40, 2), storm.plan(workers));
  }

  private static void assertSame(
      Run expected, Outcome.Finished ended, Run actual, Outcome.Finished e) throws Exception {
    assertEquals(expected.journal.lines, actual.journal.lines);
    SortedMap<String, String> files = actual.files();
    assertEquals(expected.files().keySet(), files.keySet());
    expected.files().forEach((name, bytes) -> assertEquals(bytes, files.get(name), name));
    assertEquals(ended.position(), e.position());
    assertEquals(ended.personal().from(0), e.personal().from(0));
    assertEquals(ended.evaluation(), e.evaluation());
  }

  @ParameterizedTest
  @EnumSource
  void workersDoNotChangeOneBitAndEveryVisitHasOneOutcome(Storm storm) throws Exception {
    Run one = run("one", storm, 1);
    Outcome.Finished ended = one.finish();
    for (int workers : new int[] {2, 4}) {
      Run other = run("workers-" + workers, storm, workers);
      assertSame(one, ended, other, other.finish());
    }
    assertCounted(ended.position().counters(), one.journal, storm.plan(1).rounds());
  }

  private static void assertCounted(Counters counters, RecordingJournal journal, int steps) {
    Map<VisitOutcome, Long> lines = new TreeMap<>();
    Set<String> met = new TreeSet<>();
    for (VisitRecord visit : journal.visits) {
      if (visit.phase() == Phase.PRETRAINING) {
        lines.merge(visit.outcome(), 1L, Long::sum);
        met.addAll(visit.faults());
      }
    }
    assertEquals(counters.visits(), lines);
    Map<VisitOutcome, Long> rounds = new TreeMap<>();
    for (RoundReport round : journal.rounds) {
      round.tally().outcomes().forEach((outcome, n) -> rounds.merge(outcome, n, Long::sum));
    }
    assertEquals(counters.visits(), rounds);
    assertEquals(steps, journal.rounds.size());
    assertTrue(met.size() > 9, met.toString());
  }

  /** Interrupts at random moments, again and again, and goes on each time. */
  @ParameterizedTest
  @EnumSource
  void anInterruptedRunEndsLikeAnUninterruptedOne(Storm storm) throws Exception {
    Run expected = run("expected", storm, 2);
    Outcome.Finished ended = expected.finish();
    Run run = run("run", storm, 2);
    RandomStream random = RandomKey.of(1).child(storm.name()).stream();
    AtomicInteger left = new AtomicInteger(1 + random.nextInt(40));
    run.journal.watcher =
        _ -> {
          if (left.decrementAndGet() == 0) {
            run.interrupt();
          }
        };
    Outcome outcome = run.run(Optional.empty());
    int interruptions = 0;
    while (outcome instanceof Outcome.Interrupted) {
      interruptions++;
      left.set(interruptions == 6 ? 0 : 1 + random.nextInt(60));
      outcome = run.run(Optional.of(run.store.latest()));
    }
    assertTrue(interruptions > 1, "only " + interruptions + " interruptions");
    assertSame(expected, ended, run, assertInstanceOf(Outcome.Finished.class, outcome));
    assertEquals(List.of(), run.warnings);
  }

  /** What a killed process leaves behind: an older checkpoint, and lines that came after it. */
  @ParameterizedTest
  @EnumSource
  void aRunThatGoesOnFromAnOlderCheckpointEndsTheSame(Storm storm) throws Exception {
    Run expected = run("expected", storm, 2);
    Outcome.Finished ended = expected.finish();
    Map<Integer, Checkpoint> seen = new HashMap<>();
    Run run = run("run", storm, 2);
    AtomicInteger records = new AtomicInteger();
    run.journal.watcher = _ -> keep(run, records.getAndIncrement(), seen);
    run.finish();
    run.journal.watcher = _ -> {};
    for (Checkpoint checkpoint : List.copyOf(seen.values())) {
      assertSame(
          expected,
          ended,
          run,
          assertInstanceOf(Outcome.Finished.class, run.run(Optional.of(checkpoint))));
    }
  }

  private static void keep(Run run, int record, Map<Integer, Checkpoint> seen) {
    if (record == 45) {
      try {
        seen.put(record, Run.inMemory(run.store.latest()));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
