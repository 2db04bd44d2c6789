package dev.clientele.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.Tries;
import dev.clientele.simulation.policy.VisitOutcome;
import dev.clientele.tensor.RandomStream;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs, actors and files included, of random federations under random plans. */
class RandomPlansTest {
  private static final int TRIES = 16;
  @TempDir private Path folder;
  private int runs;
  private int interruptions;

  private Run run(int registered, Plan plan) {
    Path mine = folder.resolve("run-" + runs++);
    return new Run(mine, FakeFederation.of(registered, 1), plan);
  }

  /**
   * The run ends, counts add up, staleness has its bound, time runs forwards, and bits are equal.
   */
  @Test
  void aRunThatIsInterruptedAndResumedEqualsOneThatIsNot() {
    Tries.check(TRIES, this::check);
    assertTrue(interruptions > TRIES, "only " + interruptions + " interruptions");
  }

  private void check(RandomStream random) throws Exception {
    int registered = Tries.between(random, 1, 25);
    Plan plan = RandomPlans.draw(random, registered);
    Run whole = run(registered, plan);
    Outcome ended = whole.run(Optional.empty());
    Run cut = run(registered, RandomPlans.with(plan, 2 + random.nextInt(3)));
    Outcome resumed = interrupted(cut, random);
    if (ended instanceof Outcome.Failed(Throwable cause)) {
      Throwable other = assertInstanceOf(Outcome.Failed.class, resumed).cause();
      assertEquals(cause.getMessage(), other.getMessage());
      assertTrue(cause.getMessage().startsWith("expected a "), cause.getMessage());
      return;
    }
    Outcome.Finished expected = assertInstanceOf(Outcome.Finished.class, ended);
    Outcome.Finished actual = assertInstanceOf(Outcome.Finished.class, resumed);
    assertEquals(whole.journal.lines, cut.journal.lines);
    assertEquals(whole.files(), cut.files());
    assertEquals(expected.position(), actual.position());
    assertEquals(expected.personal().from(0), actual.personal().from(0));
    assertEquals(expected.evaluation(), actual.evaluation());
    assertCounted(expected.position().counters(), whole.journal, plan);
  }

  private Outcome interrupted(Run run, RandomStream random) throws Exception {
    AtomicInteger left = new AtomicInteger(1 + random.nextInt(30));
    run.journal.watcher =
        _ -> {
          if (left.decrementAndGet() == 0) {
            run.interrupt();
          }
        };
    Outcome outcome = run.run(Optional.empty());
    for (int times = 1; outcome instanceof Outcome.Interrupted; times++) {
      interruptions++;
      left.set(times == 3 ? 0 : 1 + random.nextInt(60));
      outcome = run.run(Optional.of(run.store.latest()));
    }
    return outcome;
  }

  private static void assertCounted(Counters counters, RecordingJournal journal, Plan plan) {
    Map<VisitOutcome, Long> lines = new EnumMap<>(VisitOutcome.class);
    for (VisitRecord visit : journal.visits) {
      if (visit.phase() == Phase.PRETRAINING) {
        lines.merge(visit.outcome(), 1L, Long::sum);
        assertTrue(visit.virtualStart() <= visit.virtualEnd(), "was " + visit);
        boolean used = visit.outcome() == VisitOutcome.COMPLETED;
        assertTrue(!used || visit.staleness() <= plan.serving().maxStaleness(), "was " + visit);
        assertTrue(visit.staleness() >= 0, "was " + visit);
      }
    }
    assertEquals(counters.visits(), lines);
    assertEquals(plan.rounds(), journal.rounds.size());
    double before = 0;
    for (RoundReport round : journal.rounds) {
      assertEquals(before, round.virtualStart());
      assertTrue(round.virtualEnd() >= before, "was " + round);
      before = round.virtualEnd();
    }
  }
}
