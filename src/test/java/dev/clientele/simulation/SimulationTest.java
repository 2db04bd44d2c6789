package dev.clientele.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.diffusion.Workspace;
import dev.clientele.simulation.policy.VisitOutcome;
import dev.clientele.tensor.RandomKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs of a small method: the same bits whatever happens on the way. */
class SimulationTest {
  @TempDir Path folder;

  /** Visits that take unequal time, so that answers arrive in another order every run. */
  private static FakeMethod uneven() {
    AtomicInteger calls = new AtomicInteger();
    return new FakeMethod(id -> pause((id * 7 + calls.incrementAndGet() * 3) % 4));
  }

  private static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertSame(
      Run expected, Outcome.Finished ended, Run actual, Outcome.Finished e) throws Exception {
    assertEquals(expected.journal.lines, actual.journal.lines);
    assertEquals(expected.files(), actual.files());
    assertEquals(ended.position(), e.position());
    assertEquals(ended.personal().from(0), e.personal().from(0));
    assertEquals(ended.evaluation(), e.evaluation());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void workersDoNotChangeOneBit(int workers) throws Exception {
    Run expected = Run.of(folder.resolve("expected"));
    Outcome.Finished ended = expected.finish();
    Run run = Run.of(folder.resolve("run")).with(Run.plan(workers)).with(uneven());
    assertSame(expected, ended, run, run.finish());
  }

  @Test
  void goesThroughAllPhases() throws Exception {
    Run run = Run.of(folder);
    Outcome.Finished ended = run.finish();

    assertEquals(6, run.journal.rounds.size());
    assertEquals(6 * 9 + 3, run.journal.visits.size());
    assertEquals(54, ended.position().counters().count(VisitOutcome.COMPLETED));
    assertEquals(3, ended.position().counters().completedAdaptations());
    assertEquals(6, ended.position().state().round());
    assertEquals(4, ended.evaluation().seen().size());
    assertEquals(
        List.of(30, 31, 32), ended.evaluation().unseen().stream().map(s -> s.client()).toList());
    // LOSS after rounds 2 and 4; after 6 the final one measures the same.
    long evaluations =
        run.journal.lines.stream().filter(l -> l.startsWith("EvaluationReport")).count();
    assertEquals(3, evaluations);
    Set<Integer> trained = new HashSet<>();
    run.journal.visits.forEach(v -> trained.add(v.client()));
    assertEquals(trained, ended.personal().from(0).keySet());
    assertEquals(List.of("round-00000006", "round-00000006-adapted"), names());
  }

  @Test
  void aRoundTakesAsLongAsItsSlowestVisit() throws Exception {
    Run run = Run.of(folder);
    run.finish();
    RoundReport second = run.journal.rounds.get(1);
    assertEquals(run.journal.rounds.get(0).virtualEnd(), second.virtualStart());
    // 20 floats down and up; 12 images where the cohort has a client of remainder 2.
    double longest = 0.05 + 80 / 2e6 + 12 * 0.01 + 80 / 1e6 + 0.05;
    assertEquals(longest, second.virtualEnd() - second.virtualStart(), 1e-12);
  }

  @Test
  void aFailingClientIsCountedAndTheRoundGoesOn() throws Exception {
    int victim = cohort(7, 3, 30, 9)[4];
    Run run = Run.of(folder).with(new FakeMethod(id -> failIf(id == victim)));
    Outcome.Finished ended = run.finish();

    List<VisitRecord> failed = run.journal.visits.stream().filter(v -> !v.completed()).toList();
    assertTrue(failed.stream().anyMatch(v -> v.round() == 3), "was " + failed);
    assertTrue(failed.stream().allMatch(v -> v.client() == victim), "was " + failed);
    assertTrue(failed.stream().allMatch(v -> v.failure().contains("no luck")), "was " + failed);
    assertEquals(failed.size(), ended.position().counters().count(VisitOutcome.FAILED));
    assertEquals(54, ended.position().counters().count(VisitOutcome.COMPLETED) + failed.size());
    assertFalse(ended.personal().has(victim));
    assertEquals(0, ended.position().counters().emptyRounds());
  }

  @Test
  void roundsInWhichAllFailLeaveTheModelAsItWas() throws Exception {
    Run run = Run.of(folder).with(new FakeMethod(id -> failIf(true)));
    Outcome.Finished ended = run.finish();
    assertEquals(6, ended.position().counters().emptyRounds());
    assertEquals(3, ended.position().counters().failedAdaptations());
    assertEquals(0, ended.position().state().round());
    assertEquals(6, ended.position().round());
    assertTrue(ended.evaluation().unseen().isEmpty());
    assertTrue(ended.evaluation().seen().isEmpty());
  }

  @Test
  void aWorkersDeathChangesNothing() throws Exception {
    Run expected = Run.of(folder.resolve("expected"));
    Outcome.Finished ended = expected.finish();
    Set<Integer> once = ConcurrentHashMap.newKeySet();
    Run run =
        Run.of(folder.resolve("run"))
            .with(new FakeMethod(id -> dieIf(id % 4 == 1 && once.add(id))));
    Outcome.Finished e = run.finish();
    assertFalse(once.isEmpty());
    assertSame(expected, ended, run, e);
  }

  @Test
  void aVisitThatAlwaysKillsItsWorkerFails() throws Exception {
    int victim = cohort(7, 1, 30, 9)[0];
    AtomicInteger attempts = new AtomicInteger();
    Plan one = Run.plan(7, 1, 9, 0, 0);
    FakeMethod method = new FakeMethod(id -> dieIf(id == victim && attempts.incrementAndGet() > 0));
    Run run = Run.of(folder).with(one).with(method);
    Outcome.Finished ended = run.finish();
    assertEquals(3, attempts.get());
    assertEquals(1, ended.position().counters().count(VisitOutcome.FAILED));
    assertEquals(8, ended.position().counters().count(VisitOutcome.COMPLETED));
  }

  /** Interrupts at every kind of moment, twice in a row, and goes on each time. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 20, 33, 34, 50, 63, 71, 79, 82})
  void anInterruptedRunEndsLikeAnUninterruptedOne(int moment) throws Exception {
    Run expected = Run.of(folder.resolve("expected"));
    Outcome.Finished ended = expected.finish();

    Run run = Run.of(folder.resolve("run")).with(uneven());
    AtomicInteger records = new AtomicInteger();
    Set<Integer> moments = Set.of(moment, moment + 13);
    run.journal.watcher = r -> interruptIf(moments.contains(records.getAndIncrement()), run);
    Outcome outcome = run.run(Optional.empty());
    int interruptions = 0;
    while (outcome instanceof Outcome.Interrupted(int round)) {
      interruptions++;
      assertEquals(round, run.store.latest().position().round());
      outcome = run.run(Optional.of(run.store.latest()));
    }
    assertTrue(interruptions > 0, "no interruption at record " + moment);
    assertSame(expected, ended, run, assertInstanceOf(Outcome.Finished.class, outcome));
    assertEquals(List.of(), run.warnings);
  }

  @Test
  void anInterruptionDoesNotWaitForJobs() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch entered = new CountDownLatch(1);
    Run run = Run.of(folder).with(new FakeMethod(id -> await(entered, release)));
    Simulation simulation = run.start(Optional.empty(), FakeWorkspaces::empty);
    entered.await();
    simulation.interrupt();
    Outcome outcome = simulation.outcome().toCompletableFuture().join();
    assertEquals(new Outcome.Interrupted(0), outcome);
    assertFalse(simulation.terminated().toCompletableFuture().isDone());
    release.countDown();
    simulation.terminated().toCompletableFuture().join();
  }

  @Test
  void aDamagedCheckpointFallsBackToTheOneBefore() throws Exception {
    Run run = Run.of(folder);
    Outcome.Finished ended = run.finish();
    var files = run.files();
    List<String> lines = List.copyOf(run.journal.lines);
    Path shared = folder.resolve("round-00000006-adapted").resolve("shared.safetensors");
    byte[] bytes = Files.readAllBytes(shared);
    bytes[bytes.length - 3] ^= 4;
    Files.write(shared, bytes);

    assertEquals(Phase.PRETRAINING, run.store.latest().position().phase());
    assertEquals(1, run.warnings.size());
    assertTrue(run.warnings.getFirst().contains("shared.safetensors"), run.warnings.getFirst());
    assertEquals(ended.position(), run.resume().position());
    assertEquals(files, run.files());
    assertEquals(lines, run.journal.lines);
  }

  @Test
  void registeredClientsCostNothingUntilTheyAreCalled() throws Exception {
    Plan plan = Run.plan(3, 20, 100, 2, 4);
    Run run = new Run(folder, FakeFederation.of(10_000, 2), plan);
    Set<Integer> called = new HashSet<>(Set.of(10_000, 10_001));
    IntStream.rangeClosed(1, 20).forEach(r -> addAll(called, cohort(3, r, 10_000, 100)));
    Outcome.Finished ended = assertTimeout(Duration.ofSeconds(10), run::finish);
    assertEquals(called, run.federation.asked());
    assertEquals(called, ended.personal().from(0).keySet());
    assertEquals(2000, ended.position().counters().count(VisitOutcome.COMPLETED));
  }

  @Test
  void anExceptionInAnActorFailsTheRun() throws Exception {
    Run run = Run.of(folder);
    run.journal.watcher = r -> failIf(r instanceof RoundReport);
    assertFailedWith("no luck", run.run(Optional.empty()));
  }

  @Test
  void anExceptionAtTheStartFailsTheRun() throws Exception {
    Run run = Run.of(folder);
    run.journal.watcher = r -> failIf(true);
    assertFailedWith("no luck", run.run(Optional.empty()));
  }

  @Test
  void aFatalErrorInAnActorFailsTheRun() throws Exception {
    Run run = Run.of(folder);
    run.journal.watcher = r -> dieIf(r instanceof RoundReport);
    assertFailedWith("StackOverflowError", run.run(Optional.empty()));
  }

  @Test
  void networksThatCannotBeMadeFailTheRun() throws Exception {
    Outcome outcome = Run.of(folder).run(Optional.empty(), () -> raise("no native library"));
    assertFailedWith("no native library", outcome);
  }

  @Test
  void noThreadIsLeftBehind() throws Exception {
    Run.of(folder).finish();
    long patience = System.nanoTime() + 10_000_000_000L;
    while (!actorThreads().isEmpty() && System.nanoTime() < patience) {
      pause(20);
    }
    assertEquals(List.of(), actorThreads());
  }

  private static List<String> actorThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("clientele"))
        .toList();
  }

  @Test
  void aPlanMustFitItsFederation() {
    Run run = new Run(folder, FakeFederation.of(5, 3), Run.plan(1));
    var e = assertThrows(IllegalArgumentException.class, () -> run.run(Optional.empty()));
    assertEquals("expected a cohort of at most 5 clients but was 9", e.getMessage());
  }

  private static void assertFailedWith(String text, Outcome outcome) {
    Throwable cause = assertInstanceOf(Outcome.Failed.class, outcome).cause();
    assertTrue(cause.toString().contains(text), "was " + cause);
  }

  private static Workspace raise(String message) {
    throw new IllegalStateException(message);
  }

  private static int[] cohort(long seed, int round, int registered, int count) {
    return RandomKey.of(seed).child("cohort").child(round).stream().sample(registered, count);
  }

  private static void addAll(Set<Integer> to, int[] ids) {
    IntStream.of(ids).forEach(to::add);
  }

  private static void failIf(boolean condition) {
    if (condition) {
      throw new IllegalStateException("no luck");
    }
  }

  private static void dieIf(boolean condition) {
    if (condition) {
      throw new StackOverflowError();
    }
  }

  private static void interruptIf(boolean condition, Run run) {
    if (condition) {
      run.interrupt();
    }
  }

  private static void await(CountDownLatch entered, CountDownLatch release) {
    entered.countDown();
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> names() throws Exception {
    try (var paths = Files.list(folder)) {
      return paths.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }
}
