package dev.clientele.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import dev.clientele.wire.NodeIdentity;
import dev.clientele.wire.NodeSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every fault at once, with the clients on a node that leaves in the middle of things and is
 * replaced by two, and an interruption: the journal and every byte of the checkpoints, many of them
 * in the middle of a block, are those of a run in one process.
 */
class NodesStormTest {
  private static final NodeIdentity IDENTITY = new NodeIdentity("storm", "2", "3", "4");

  @TempDir private Path folder;

  private final List<WorkerNode> workers = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    workers.forEach(WorkerNode::leave);
    workers.forEach(
        w -> w.terminated().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join());
  }

  private static NodeSettings settings(String role, List<String> join) {
    return new NodeSettings("127.0.0.1", 0, List.of(role), join, Optional.empty());
  }

  private void join(Simulation simulation, Storm storm, FakeMethod method) {
    workers.add(
        WorkerNode.start(
            new WorkerNode.Parts(
                FakeFederation.of(40, 2),
                method,
                new FakeEvaluation(),
                FakeWorkspaces::empty,
                storm.plan(1)),
            settings(NodeSettings.WORKER, List.of(simulation.address())),
            IDENTITY,
            ConfigFactory.load()));
  }

  private Simulation lead(Storm storm, Run run, Optional<Checkpoint> from) {
    return Simulation.lead(
        new Simulation.Parameters(
            run.federation,
            new FakeMethod(),
            new FakeEvaluation(),
            FakeWorkspaces::empty,
            storm.plan(2),
            run.journal,
            run.store,
            from),
        settings(NodeSettings.SERVER, List.of()),
        IDENTITY,
        ConfigFactory.load());
  }

  private static Outcome end(Simulation simulation) throws Exception {
    Outcome outcome = simulation.outcome().toCompletableFuture().get(100, TimeUnit.SECONDS);
    simulation.terminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
    return outcome;
  }

  @ParameterizedTest
  @EnumSource(names = {"ROUNDS", "ROUNDS_WITH_LATE_ANSWERS", "FEDBUFF"})
  void nodesThatComeAndGoChangeNoByte(Storm storm) throws Exception {
    Run expected = new Run(folder.resolve("here"), FakeFederation.of(40, 2), storm.plan(2));
    Outcome.Finished here = expected.finish();

    Run run = new Run(folder.resolve("nodes"), FakeFederation.of(40, 2), storm.plan(2));
    RandomStream random = RandomKey.of(2).child(storm.name()).stream();
    Simulation first = lead(storm, run, Optional.empty());
    AtomicInteger visits = new AtomicInteger(5 + random.nextInt(10));
    join(first, storm, new FakeMethod(_ -> replaceAfter(visits, first, storm)));
    AtomicInteger records = new AtomicInteger(30 + random.nextInt(15));
    run.journal.watcher = _ -> interruptAt(records, first);
    assertInstanceOf(Outcome.Interrupted.class, end(first));
    assertTrue(visits.get() <= 0, "no node has left");

    run.journal.watcher = _ -> {};
    Simulation second = lead(storm, run, Optional.of(run.store.latest()));
    join(second, storm, new FakeMethod());
    join(second, storm, new FakeMethod());
    Outcome.Finished there = assertInstanceOf(Outcome.Finished.class, end(second));
    assertEquals(expected.journal.lines, run.journal.lines);
    assertEquals(expected.files(), run.files());
    assertEquals(here.position(), there.position());
    assertEquals(here.personal().from(0), there.personal().from(0));
    assertEquals(here.evaluation(), there.evaluation());
  }

  /** The first node does the first visits alone. */
  private void replaceAfter(AtomicInteger visits, Simulation simulation, Storm storm) {
    if (visits.decrementAndGet() == 0) {
      join(simulation, storm, new FakeMethod());
      join(simulation, storm, new FakeMethod());
      workers.getFirst().leave();
    }
  }

  private static void interruptAt(AtomicInteger records, Simulation simulation) {
    if (records.decrementAndGet() == 0) {
      simulation.interrupt();
    }
  }
}
