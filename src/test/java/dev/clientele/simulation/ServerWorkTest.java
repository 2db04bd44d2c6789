package dev.clientele.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A method whose server has jobs for the pool at every round's end: 9 for the updates, and one. */
class ServerWorkTest {
  @TempDir Path folder;

  private Outcome.Finished expected(Run run) throws Exception {
    return run.with(FakeMethod.working(place -> {})).finish();
  }

  private static void assertSame(Run expected, Outcome.Finished ended, Run run, Outcome outcome)
      throws Exception {
    Outcome.Finished finished = assertInstanceOf(Outcome.Finished.class, outcome);
    assertEquals(expected.journal.lines, run.journal.lines);
    assertEquals(expected.files(), run.files());
    assertEquals(ended.position(), finished.position());
    assertEquals(ended.evaluation(), finished.evaluation());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void workersDoNotChangeOneBit(int workers) throws Exception {
    Run expected = Run.of(folder.resolve("expected"));
    Outcome.Finished ended = expected(expected);
    AtomicInteger calls = new AtomicInteger();
    IntConsumer uneven = place -> pause((place * 7 + calls.incrementAndGet() * 3) % 4);
    Run run = Run.of(folder.resolve("run")).with(Run.plan(workers));
    assertSame(expected, ended, run, run.with(FakeMethod.working(uneven)).run(Optional.empty()));
  }

  /** In the first round's first stage, between its stages, later, and between two checkpoints. */
  @ParameterizedTest
  @ValueSource(ints = {0, 4, 8, 9, 13, 19, 25, 59})
  void anInterruptionInTheMiddleOfTheWorkChangesNothing(int moment) throws Exception {
    Run expected = Run.of(folder.resolve("expected"));
    Outcome.Finished ended = expected(expected);
    Run run = Run.of(folder.resolve("run"));
    AtomicInteger jobs = new AtomicInteger();
    run.with(FakeMethod.working(place -> interruptIf(jobs.getAndIncrement() == moment, run)));
    Outcome outcome = run.run(Optional.empty());
    assertInstanceOf(Outcome.Interrupted.class, outcome);
    assertSame(expected, ended, run, run.run(Optional.of(run.store.latest())));
    assertTrue(jobs.get() > 60, "some of the work was done again");
  }

  private static void interruptIf(boolean now, Run run) {
    if (now) {
      run.interrupt();
      pause(50); // the server hears of it before this job is done
    }
  }

  private static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
