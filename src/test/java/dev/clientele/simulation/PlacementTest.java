package dev.clientele.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import dev.clientele.wire.NodeIdentity;
import dev.clientele.wire.NodeSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients on nodes, each an actor system of its own that the others reach over the network. */
class PlacementTest {
  private static final NodeIdentity IDENTITY = new NodeIdentity("1", "2", "3", "4");

  @TempDir private Path folder;

  private final List<WorkerNode> workers = new ArrayList<>();

  @AfterEach
  void stop() {
    for (WorkerNode worker : workers) {
      worker.leave();
      worker.terminated().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }
  }

  private static NodeSettings settings(String role, List<String> join) {
    return new NodeSettings("127.0.0.1", 0, List.of(role), join, Optional.empty());
  }

  private WorkerNode join(Simulation simulation, BulkyMethod method) {
    WorkerNode worker =
        WorkerNode.start(
            new WorkerNode.Parts(
                FakeFederation.of(30, 3),
                method,
                new FakeEvaluation(),
                FakeWorkspaces::empty,
                Run.plan(2)),
            settings(NodeSettings.WORKER, List.of(simulation.address())),
            IDENTITY,
            ConfigFactory.load());
    workers.add(worker);
    return worker;
  }

  private Simulation.Parameters parameters(String name, RecordingJournal journal) {
    return new Simulation.Parameters(
        FakeFederation.of(30, 3),
        new BulkyMethod(id -> {}),
        new FakeEvaluation(),
        FakeWorkspaces::empty,
        Run.plan(2),
        journal,
        new CheckpointStore(folder.resolve(name), message -> {}),
        Optional.empty());
  }

  private static Outcome.Finished end(Simulation simulation) throws Exception {
    Outcome outcome = simulation.outcome().toCompletableFuture().get(100, TimeUnit.SECONDS);
    simulation.terminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
    return assertInstanceOf(Outcome.Finished.class, outcome);
  }

  @Test
  void aNodeThatLeavesAndOneThatJoinsChangeNoBit() throws Exception {
    RecordingJournal expected = new RecordingJournal();
    Outcome.Finished here = end(Simulation.start(parameters("here", expected)));

    RecordingJournal journal = new RecordingJournal();
    Simulation simulation =
        Simulation.lead(
            parameters("nodes", journal),
            settings(NodeSettings.SERVER, List.of()),
            IDENTITY,
            ConfigFactory.load());
    // The first node stops in the middle of its visits, and never answers.
    CountDownLatch stuck = new CountDownLatch(2);
    CountDownLatch never = new CountDownLatch(1);
    WorkerNode first =
        join(
            simulation,
            new BulkyMethod(
                id -> {
                  stuck.countDown();
                  await(never);
                }));
    assertTrue(stuck.await(60, TimeUnit.SECONDS));
    AtomicInteger visits = new AtomicInteger();
    join(simulation, new BulkyMethod(id -> visits.incrementAndGet()));
    first.leave();
    Outcome.Finished there = end(simulation);
    never.countDown();

    assertEquals(expected.lines, journal.lines);
    assertEquals(here.position(), there.position());
    assertEquals(here.personal().from(0), there.personal().from(0));
    assertEquals(here.evaluation(), there.evaluation());
    assertEquals(6 * 9 + 3, visits.get(), "every visit and adaptation, once");
    assertTrue(workers.getLast().hasWorked());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
