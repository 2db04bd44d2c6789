package dev.clientele.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ComputePoolTest {
  private record Answer(int job, Result<Integer> result) {}

  private final ActorTestKit kit = ActorTestKit.create();
  private final TestProbe<Answer> probe = kit.createTestProbe(Answer.class);
  private final FakeWorkspaces workspaces = new FakeWorkspaces();

  @AfterEach
  void shutDown() {
    kit.shutdownTestKit();
  }

  private ActorRef<ComputePool.Command> pool(int workers, int window) {
    return kit.spawn(
        ComputePool.create(
            workspaces::watched, new Plan.Computing(workers, window, 1, 3, 0, false, 1)));
  }

  private void submit(ActorRef<ComputePool.Command> pool, int number, Job<Integer> job) {
    Task<Integer> task = Task.of(job, probe.getRef(), result -> new Answer(number, result));
    pool.tell(new ComputePool.Submit(task));
  }

  private List<Answer> answers(int count) {
    return probe.receiveSeveralMessages(count, Duration.ofSeconds(10));
  }

  @Test
  void everyJobIsAnsweredOnce() {
    var pool = pool(3, 100);
    for (int i = 0; i < 100; i++) {
      int n = i;
      submit(pool, i, ws -> n * n);
    }
    Set<Answer> all = new HashSet<>(answers(100));
    assertEquals(100, all.size());
    all.forEach(a -> assertEquals(new Result.Completed<>(a.job() * a.job()), a.result()));
    probe.expectNoMessage(Duration.ofMillis(50));
  }

  @Test
  void anExceptionFailsTheJobAndKeepsTheWorker() {
    var pool = pool(1, 10);
    submit(pool, 1, ws -> fail());
    submit(pool, 2, ws -> 2);
    assertEquals(
        List.of(
            new Answer(1, new Result.Failed<>("java.io.IOException: a bad day")),
            new Answer(2, new Result.Completed<>(2))),
        answers(2));
    assertEquals(1, workspaces.makers.size());
  }

  @Test
  void aDeadWorkersJobIsDoneAgainByAnother() {
    AtomicInteger attempts = new AtomicInteger();
    Set<Thread> threads = new HashSet<>();
    var pool = pool(1, 10);
    submit(pool, 1, ws -> dieOnce(attempts, threads));
    assertEquals(new Answer(1, new Result.Completed<>(2)), answers(1).getFirst());
    assertEquals(2, workspaces.makers.size());
    assertEquals(2, threads.size());
    // The dead worker closed its own networks on its own thread.
    assertEquals(List.of(workspaces.makers.getFirst()), workspaces.closers);
  }

  @Test
  void aJobThatKillsEveryWorkerFailsAndTheRestGoesOn() {
    AtomicInteger attempts = new AtomicInteger();
    var pool = pool(2, 10);
    submit(pool, 1, ws -> die(attempts));
    submit(pool, 2, ws -> 2);
    List<Answer> answers = new ArrayList<>(answers(2));
    answers.sort((a, b) -> a.job() - b.job());
    var failed = assertInstanceOf(Result.Failed.class, answers.getFirst().result());
    assertTrue(failed.reason().startsWith("lost its worker 3 times"), failed.reason());
    assertEquals(new Answer(2, new Result.Completed<>(2)), answers.get(1));
    assertEquals(3, attempts.get());
  }

  @Test
  void jobsBeyondTheQueueAreRefused() {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch entered = new CountDownLatch(1);
    var pool = pool(1, 1);
    submit(pool, 0, ws -> hold(entered, release));
    awaitQuietly(entered);
    for (int i = 1; i <= 4; i++) {
      submit(pool, i, ws -> 0);
    }
    Answer refused = answers(1).getFirst();
    assertEquals(4, refused.job());
    assertEquals(
        new Result.Failed<>("expected at most 3 jobs to wait for a worker"), refused.result());
    release.countDown();
    assertEquals(List.of(0, 1, 2, 3), answers(4).stream().map(Answer::job).toList());
  }

  /** The next job waits at the worker, which dies before it comes to it; no job may lose one. */
  @Test
  void aJobThatHadNotBegunIsNoneThatAWorkerDiedOf() {
    var pool =
        kit.spawn(
            ComputePool.create(workspaces::watched, new Plan.Computing(1, 10, 1, 1, 0, false, 1)));
    for (int i = 0; i < 8; i++) {
      int n = i;
      submit(pool, i, ws -> milliseconds(n));
      answers(1);
      CountDownLatch release = new CountDownLatch(1);
      CountDownLatch entered = new CountDownLatch(1);
      submit(pool, 100, ws -> hold(entered, release));
      awaitQuietly(entered);
      pool.tell(new ComputePool.Kill(0));
      submit(pool, 200, ws -> milliseconds(n));
      release.countDown();
      List<Answer> both = answers(2);
      assertEquals(List.of(100, 200), both.stream().map(Answer::job).toList());
      assertEquals(new Result.Completed<>(n), both.get(1).result());
    }
  }

  private static int milliseconds(int value) throws InterruptedException {
    Thread.sleep(3);
    return value;
  }

  /** Jobs of some milliseconds are given out early, but the last one is for whoever is free. */
  @Test
  void theLastJobIsNotGivenOutEarly() {
    var pool = pool(2, 100);
    for (int i = 0; i < 20; i++) {
      int n = i;
      submit(pool, i, ws -> milliseconds(n));
    }
    answers(20);
    for (int free = 0; free < 6; free++) {
      CountDownLatch[] entered = {new CountDownLatch(1), new CountDownLatch(1)};
      CountDownLatch[] release = {new CountDownLatch(1), new CountDownLatch(1)};
      for (int i = 0; i < 2; i++) {
        int n = i;
        submit(pool, 100 + i, ws -> hold(entered[n], release[n]));
        awaitQuietly(entered[n]);
      }
      submit(pool, 200, ws -> milliseconds(7));
      release[free % 2].countDown();
      assertEquals(List.of(100 + free % 2, 200), answers(2).stream().map(Answer::job).toList());
      release[1 - free % 2].countDown();
      answers(1);
    }
  }

  @Test
  void aKilledWorkerIsReplacedAndNoJobIsLost() {
    var pool = pool(2, 100);
    for (int i = 0; i < 50; i++) {
      int n = i;
      submit(pool, i, ws -> n);
      pool.tell(new ComputePool.Kill(i % 2));
    }
    assertEquals(50, new HashSet<>(answers(50)).size());
    probe.expectNoMessage(Duration.ofMillis(50));
  }

  @Test
  void aKilledWorkerClosesItsNetworks() {
    var pool = pool(1, 10);
    submit(pool, 1, ws -> 1);
    answers(1);
    pool.tell(new ComputePool.Kill(0));
    submit(pool, 2, ws -> 2);
    assertEquals(new Answer(2, new Result.Completed<>(2)), answers(1).getFirst());
    assertEquals(2, workspaces.makers.size());
    assertEquals(List.of(workspaces.makers.getFirst()), workspaces.closers);
  }

  @Test
  void threadsOfTheirOwnMakeAndCloseTheWorkspaces() {
    CountDownLatch both = new CountDownLatch(2);
    Set<Thread> users = ConcurrentHashMap.newKeySet();
    var pool = pool(2, 10);
    for (int i = 0; i < 2; i++) {
      submit(pool, i, ws -> meet(both, users));
    }
    answers(2);
    kit.stop(pool);
    assertEquals(2, users.size());
    assertEquals(users, Set.copyOf(workspaces.makers));
    assertEquals(users, Set.copyOf(workspaces.closers));
  }

  private static int fail() throws IOException {
    throw new IOException("a bad day");
  }

  private static int dieOnce(AtomicInteger attempts, Set<Thread> threads) {
    threads.add(Thread.currentThread());
    if (attempts.incrementAndGet() == 1) {
      throw new OutOfMemoryError("pretended");
    }
    return attempts.get();
  }

  private static int die(AtomicInteger attempts) {
    attempts.incrementAndGet();
    throw new NoClassDefFoundError("pretended");
  }

  private static int hold(CountDownLatch entered, CountDownLatch release)
      throws InterruptedException {
    entered.countDown();
    release.await();
    return 0;
  }

  private static int meet(CountDownLatch both, Set<Thread> users) throws InterruptedException {
    users.add(Thread.currentThread());
    both.countDown();
    both.await();
    return 0;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
