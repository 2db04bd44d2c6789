package dev.clientele.simulation;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.clientele.diffusion.Workspace;
import dev.clientele.simulation.fault.FaultPlan;
import dev.clientele.simulation.fleet.Availability;
import dev.clientele.simulation.fleet.DeviceProfile;
import dev.clientele.simulation.fleet.Devices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A run of the fake method in a folder, and what it left there. */
final class Run {
  final FakeFederation federation;
  final RecordingJournal journal = new RecordingJournal();
  final CheckpointStore store;
  final List<String> warnings = new CopyOnWriteArrayList<>();
  private final Path folder;
  private Plan plan;
  private FakeMethod method = new FakeMethod();
  private volatile CompletableFuture<Simulation> started;

  Run(Path folder, FakeFederation federation, Plan plan) {
    this.folder = folder;
    this.federation = federation;
    this.plan = plan;
    this.store = new CheckpointStore(folder, warnings::add);
  }

  static final DeviceProfile DEVICE = new DeviceProfile(0.01, 2e6, 1e6, 0.05);

  static Plan plan(int workers) {
    return new Plan(
        7,
        6,
        Plan.Adapting.first(3),
        Plan.Serving.synchronous(9),
        new Plan.Fleet(new Devices.Constant(DEVICE), Availability.Always.INSTANCE, FaultPlan.NONE),
        new Plan.Measuring(2, 4, false),
        new Plan.Computing(workers, 2, 4, 3, 0, false, 1),
        new Plan.Saving(2, 0));
  }

  static Plan plan(long seed, int rounds, int cohort, int unseen, int measured) {
    Plan plan = plan(2);
    return new Plan(
        seed,
        rounds,
        Plan.Adapting.first(unseen),
        Plan.Serving.synchronous(cohort),
        plan.fleet(),
        new Plan.Measuring(0, measured, false),
        plan.computing(),
        new Plan.Saving(5, 0));
  }

  static Run of(Path folder) {
    return new Run(folder, FakeFederation.of(30, 3), plan(2));
  }

  Run with(FakeMethod other) {
    method = other;
    return this;
  }

  Run with(Plan other) {
    plan = other;
    return this;
  }

  /** Starts from the beginning or a checkpoint, and waits for the end and for all threads. */
  Outcome run(Optional<Checkpoint> from)
      throws InterruptedException, ExecutionException, TimeoutException {
    return run(from, FakeWorkspaces::empty);
  }

  Outcome run(Optional<Checkpoint> from, Supplier<Workspace> workspaces)
      throws InterruptedException, ExecutionException, TimeoutException {
    Simulation simulation = start(from, workspaces);
    Outcome outcome = simulation.outcome().toCompletableFuture().get(30, TimeUnit.SECONDS);
    simulation.terminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
    return outcome;
  }

  Simulation start(Optional<Checkpoint> from, Supplier<Workspace> workspaces) {
    started = new CompletableFuture<>();
    Simulation simulation =
        Simulation.start(
            new Simulation.Parameters(
                federation, method, new FakeEvaluation(), workspaces, plan, journal, store, from));
    started.complete(simulation);
    return simulation;
  }

  /** Interrupts from any thread, as a signal's handler would. */
  void interrupt() {
    started.join().interrupt();
  }

  Outcome.Finished finish() throws Exception {
    return assertInstanceOf(Outcome.Finished.class, run(Optional.empty()));
  }

  Outcome.Finished resume() throws Exception {
    return assertInstanceOf(Outcome.Finished.class, run(Optional.of(store.latest())));
  }

  /** The same checkpoint, which does not need its files any more. */
  static Checkpoint inMemory(Checkpoint read) {
    PrivateStates states = read.states();
    return new Checkpoint(
        read.position(),
        read.scheduled(),
        read.journal(),
        new PrivateStates(States.of(states.now().from(0)), States.of(states.before().from(0))),
        read.training());
  }

  /** Every file below the folder with its bytes. */
  SortedMap<String, String> files() throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String bytes = HexFormat.of().formatHex(Files.readAllBytes(path));
        files.put(folder.relativize(path).toString(), bytes);
      }
    }
    return files;
  }
}
