package dev.clientele.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clientele.bench.IdleTask;
import dev.clientele.bench.SamplingExport;
import dev.clientele.bench.SamplingScenario;
import dev.clientele.bench.SamplingTask;
import dev.clientele.bench.Scenario;
import dev.clientele.bench.SimulationScenario;
import dev.clientele.bench.StepExport;
import dev.clientele.bench.StepScenario;
import dev.clientele.bench.StepTask;
import dev.clientele.bench.VectorTask;
import dev.clientele.config.BenchConfig;
import dev.clientele.config.ClienteleConfig;
import dev.clientele.data.Federation;
import dev.clientele.diffusion.Trained;
import dev.clientele.diffusion.Workspace;
import dev.clientele.method.Evaluation;
import dev.clientele.method.Method;
import dev.clientele.network.MlpClassifierSpec;
import dev.clientele.simulation.CheckpointStore;
import dev.clientele.simulation.Journal;
import dev.clientele.simulation.Phase;
import dev.clientele.simulation.Plan;
import dev.clientele.simulation.Simulation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** What a configuration's bench block asks to be measured, put together. */
final class BenchScenarios {
  /** Rows of the client embedding of a network that is measured by itself. */
  private static final int CLIENTS = 100;

  private final Assembly assembly;
  private final ClienteleConfig config;
  private final Plan plan;
  private final Supplier<Workspace> workspaces;

  BenchScenarios(Assembly assembly) {
    this(assembly, assembly::workspace);
  }

  /**
   * @param workspaces called on each worker's thread
   */
  BenchScenarios(Assembly assembly, Supplier<Workspace> workspaces) {
    this.assembly = assembly;
    this.workspaces = workspaces;
    this.config = assembly.config();
    this.plan = assembly.plan();
  }

  /** Lays the scenario out; for the calling thread. */
  Scenario scenario() {
    int steps = config.bench().steps();
    return switch (config.bench().scenario()) {
      case STEP -> new StepScenario(step(), steps, plan.computing().workers(), workspaces);
      case SAMPLING ->
          new SamplingScenario(sampling(), steps, plan.computing().workers(), workspaces);
      case ROUND -> simulation(Phase.PRETRAINING, round());
      case ADAPTATION -> simulation(Phase.ADAPTATION, adaptation());
      case OVERHEAD -> overhead(vectors());
      case CLOCK -> clock(new IdleTask(config.clients().registered()));
    };
  }

  /** Writes what another program needs to do the same arithmetic, and what comes out of it. */
  void export(Path folder) throws IOException {
    switch (config.bench().scenario()) {
      case STEP -> StepExport.write(step(), workspaces, folder);
      case ROUND -> StepExport.write(visit(), workspaces, folder);
      case ADAPTATION -> StepExport.write(adapting(), workspaces, folder);
      case SAMPLING -> SamplingExport.write(sampling(), workspaces, folder);
      case OVERHEAD -> vectors().export(workspaces, folder);
      case CLOCK ->
          throw new CommandFailure("there is nothing to repeat elsewhere in a clock scenario");
    }
    new ObjectMapper().writeValue(folder.resolve("scenario.json").toFile(), description());
  }

  /** What the twin must know besides tensors. */
  private ObjectNode description() {
    BenchConfig.Scenario kind = config.bench().scenario();
    boolean adapts = kind == BenchConfig.Scenario.ADAPTATION;
    ObjectNode description = new ObjectMapper().createObjectNode();
    description.put("scenario", kind.name().toLowerCase(Locale.ROOT));
    description.put("embeddingOnly", adapts || config.bench().embeddingOnly());
    description.put("batch", adapts ? config.adaptation().batch() : config.method().batch());
    description.put("steps", stepsInAGo(kind));
    description.put("samples", adapts ? config.adaptation().samples() : config.clients().samples());
    description.put("cohort", config.clients().cohort());
    description.put(
        "clients",
        kind == BenchConfig.Scenario.OVERHEAD
            ? config.clients().registered()
            : config.clients().cohort());
    return description;
  }

  private int stepsInAGo(BenchConfig.Scenario kind) {
    return switch (kind) {
      case STEP, SAMPLING -> config.bench().steps();
      case ADAPTATION -> config.adaptation().steps();
      case ROUND, OVERHEAD, CLOCK -> config.method().localSteps();
    };
  }

  private StepTask step() {
    return task(
        config.method().batch(),
        config.bench().embeddingOnly() ? Trained.CLIENT_EMBEDDING : Trained.EVERYTHING);
  }

  private StepTask visit() {
    return task(config.method().batch(), Trained.EVERYTHING);
  }

  private StepTask adapting() {
    return task(config.adaptation().batch(), Trained.CLIENT_EMBEDDING);
  }

  private StepTask task(int batch, Trained trained) {
    return new StepTask(assembly.clientNetwork().withClients(CLIENTS), batch, trained);
  }

  private SamplingTask sampling() {
    return new SamplingTask(visit(), assembly.sampler());
  }

  private Scenario.Piece round() {
    int images = config.method().localSteps() * config.method().batch();
    return piece(visit(), (double) config.clients().cohort() * images);
  }

  private Scenario.Piece adaptation() {
    int images = config.adaptation().steps() * config.adaptation().batch();
    return piece(adapting(), (double) plan.adapting().count() * images);
  }

  private Scenario.Piece piece(StepTask task, double images) {
    double operations = task.operations() / task.batch();
    return new Scenario.Piece(
        "images", images, operations, plan.computing().workers(), task.parameters());
  }

  private Scenario simulation(Phase phase, Scenario.Piece piece) {
    return new SimulationScenario(
        (journal, store) ->
            parts(assembly.federation(), assembly.method(), assembly.evaluation(), journal, store),
        assembly.actorSettings(),
        phase,
        piece);
  }

  private VectorTask vectors() {
    return new VectorTask(
        new MlpClassifierSpec(
            config.bench().inputs(), config.network().hidden(), config.bench().classes()),
        config.clients().registered(),
        config.clients().samples(),
        config.method().localSteps(),
        config.method().batch(),
        config.method().learningRate());
  }

  private Scenario overhead(VectorTask task) {
    Federation federation = task.federation();
    Scenario.Piece piece =
        new Scenario.Piece(
            "visits",
            config.clients().cohort(),
            task.operations(),
            plan.computing().workers(),
            task.parameters());
    return new SimulationScenario(
        (journal, store) -> parts(federation, task.method(), task.evaluation(), journal, store),
        assembly.actorSettings(),
        Phase.PRETRAINING,
        piece);
  }

  private Scenario clock(IdleTask task) {
    Federation federation = task.federation();
    Scenario.Piece piece =
        new Scenario.Piece(
            "visits",
            config.clients().cohort(),
            0,
            plan.computing().workers(),
            task.method().shared().size());
    return new SimulationScenario(
        (journal, store) -> parts(federation, task.method(), task.evaluation(), journal, store),
        assembly.actorSettings(),
        Phase.PRETRAINING,
        piece);
  }

  private Simulation.Parameters parts(
      Federation federation,
      Method method,
      Evaluation evaluation,
      Journal journal,
      CheckpointStore store) {
    return new Simulation.Parameters(
        federation, method, evaluation, workspaces, plan, journal, store, Optional.empty());
  }
}
