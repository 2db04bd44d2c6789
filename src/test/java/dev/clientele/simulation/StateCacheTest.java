package dev.clientele.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Private tensors of 80 kB a client, more than the smallest cache holds. */
class StateCacheTest {
  @TempDir private Path folder;

  private record Left(List<String> lines, SortedMap<String, String> files) {}

  private Left run(String name, int workers, int cacheMegabytes) throws Exception {
    Plan plan = Run.plan(workers);
    Plan.Computing c = plan.computing();
    RecordingJournal journal = new RecordingJournal();
    Simulation simulation =
        Simulation.start(
            new Simulation.Parameters(
                FakeFederation.of(30, 3),
                new BulkyMethod(id -> {}),
                new FakeEvaluation(),
                FakeWorkspaces::empty,
                new Plan(
                    plan.seed(),
                    plan.rounds(),
                    plan.adapting(),
                    plan.serving(),
                    plan.fleet(),
                    plan.measuring(),
                    new Plan.Computing(
                        workers, c.window(), c.block(), c.attempts(), 0, false, cacheMegabytes),
                    plan.saving()),
                journal,
                new CheckpointStore(folder.resolve(name), message -> {}),
                Optional.empty()));
    assertInstanceOf(
        Outcome.Finished.class,
        simulation.outcome().toCompletableFuture().get(60, TimeUnit.SECONDS));
    simulation.terminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
    SortedMap<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder.resolve(name))) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(
            folder.resolve(name).relativize(path).toString(),
            HexFormat.of().formatHex(Files.readAllBytes(path)));
      }
    }
    return new Left(List.copyOf(journal.lines), files);
  }

  @Test
  void itsSizeChangesNoBit() throws Exception {
    Left expected = run("large", 2, 64);
    assertEquals(expected, run("small", 2, 1));
    assertEquals(expected, run("one-worker", 1, 1));
  }
}
