package dev.clientele.bench;

import com.typesafe.config.Config;
import dev.clientele.method.Method;
import dev.clientele.simulation.CheckpointStore;
import dev.clientele.simulation.Journal;
import dev.clientele.simulation.Outcome;
import dev.clientele.simulation.Phase;
import dev.clientele.simulation.Simulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One phase of whole simulations, actors, messages, aggregation and the journal's calls included. A
 * run of a simulation gives a piece for each of the phase's steps (its rounds, say) but the first,
 * in which workers lay their networks out, or the only one where there is no other.
 */
public final class SimulationScenario implements Scenario {
  /** Puts a simulation together. */
  @FunctionalInterface
  public interface Parts {
    /** The parts of a run that reports to {@code journal}. */
    Simulation.Parameters of(Journal journal, CheckpointStore store);
  }

  private final Parts parts;
  private final Config settings;
  private final Phase phase;
  private final Piece piece;
  private final BusyTime busy = new BusyTime();
  private double measured;

  /**
   * @param phase what is timed
   * @param settings what the actor system is started with
   */
  public SimulationScenario(Parts parts, Config settings, Phase phase, Piece piece) {
    this.parts = parts;
    this.settings = settings;
    this.phase = phase;
    this.piece = piece;
  }

  @Override
  public Piece piece() {
    return piece;
  }

  @Override
  public List<Double> run() {
    PhaseClock clock = new PhaseClock(phase, busy);
    Path folder = temporary();
    try {
      simulate(clock, folder);
    } finally {
      delete(folder);
    }
    List<Double> seconds = clock.seconds();
    measured += seconds.stream().mapToDouble(Double::doubleValue).sum();
    return seconds;
  }

  private void simulate(PhaseClock clock, Path folder) {
    Simulation.Parameters plain = parts.of(clock, new CheckpointStore(folder, clock::warn));
    Simulation simulation = Simulation.start(timed(plain), settings);
    Outcome outcome = simulation.outcome().toCompletableFuture().join();
    simulation.terminated().toCompletableFuture().join();
    if (!(outcome instanceof Outcome.Finished)) {
      throw new IllegalStateException("expected a run that finishes but was " + outcome);
    }
    clock.requireNoFailure();
  }

  private Simulation.Parameters timed(Simulation.Parameters p) {
    Method method = busy.watch(p.method());
    return new Simulation.Parameters(
        p.federation(),
        method,
        p.evaluation(),
        p.workspaces(),
        p.plan(),
        p.journal(),
        p.checkpoints(),
        p.resume());
  }

  @Override
  public double otherShare() {
    return measured == 0 ? Double.NaN : 1 - busy.seconds() / (measured * piece.workers());
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("clientele-bench");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    // Every simulation ended with its run.
  }
}
