package dev.clientele.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import dev.clientele.data.ClientData;
import dev.clientele.diffusion.NoiseSchedule;
import dev.clientele.diffusion.Sampler;
import dev.clientele.diffusion.Trained;
import dev.clientele.diffusion.Workspace;
import dev.clientele.method.Method;
import dev.clientele.method.Visit;
import dev.clientele.network.Denoiser;
import dev.clientele.network.DiffusersFolder;
import dev.clientele.network.MlpClassifierSpec;
import dev.clientele.simulation.Phase;
import dev.clientele.simulation.Plan;
import dev.clientele.simulation.Simulation;
import dev.clientele.simulation.fault.FaultPlan;
import dev.clientele.simulation.fleet.Availability;
import dev.clientele.simulation.fleet.DeviceProfile;
import dev.clientele.simulation.fleet.Devices;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Safetensors;
import dev.clientele.tensor.Weights;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is measured does what it says. */
class ScenariosTest {
  private static final VectorTask VECTORS =
      new VectorTask(new MlpClassifierSpec(6, List.of(16), 3), 12, 20, 5, 10, 0.1);

  @TempDir private Path folder;

  @Test
  void aStepScenarioCountsEveryWorkersImages() {
    StepTask task = Steps.tiny(Trained.CLIENT_EMBEDDING);
    try (Scenario scenario = new StepScenario(task, 3, 2, Steps::workspace)) {
      assertEquals(12, scenario.piece().units());
      assertTrue(scenario.piece().operations() > 2.0 * task.parameters());
      assertTrue(scenario.run().getFirst() > 0);
    }
  }

  @Test
  void whatIsExportedOfSamplingIsWhatIsDrawn() throws IOException {
    Sampler sampler =
        new Sampler(NoiseSchedule.linear(1000), 3, 0, Sampler.Variance.SMALL, 0, true);
    SamplingTask task = new SamplingTask(Steps.tiny(Trained.EVERYTHING), sampler);
    SamplingExport.write(task, Steps::workspace, folder);
    Weights batch = Safetensors.read(folder.resolve("batch.safetensors"));
    DiffusersFolder model = new DiffusersFolder(folder);
    try (Workspace workspace = Steps.workspace()) {
      Denoiser denoiser = workspace.denoiser(model.readSpec(), 2);
      denoiser.network().load(model.readWeights());
      float[] images = sampler.sample(denoiser, new int[] {0, 1}, null, task.key(0));
      float[] planes = new float[images.length];
      Planes.of(model.readSpec(), images, planes, 0);
      assertArrayEquals(batch.tensor("images"), planes);
    }
    try (Scenario scenario = new SamplingScenario(task, 2, 1, Steps::workspace)) {
      assertEquals(4, scenario.piece().units());
      assertTrue(scenario.run().getFirst() > 0);
    }
  }

  @Test
  void visitsLearnTheirVectors() {
    Method method = VECTORS.method();
    ClientData data = VECTORS.federation().client(3);
    Weights shared = method.start(RandomKey.of(1)).shared();
    double first = 0;
    double last = 0;
    try (Workspace workspace = Steps.workspace()) {
      for (int round = 0; round < 30; round++) {
        RandomKey key = RandomKey.of(2).child(round);
        Visit visit = method.train(shared, method.newcomer(), data, key, workspace);
        first = round == 0 ? visit.loss() : first;
        last = visit.loss();
        shared = shared.plus(1, visit.update());
      }
    }
    assertTrue(last < 0.3 * first, first + " to " + last);
  }

  @Test
  void anExportedVisitHasFallingLosses() throws IOException {
    VECTORS.export(Steps::workspace, folder);
    JsonNode losses =
        new ObjectMapper().readTree(folder.resolve("expected.json").toFile()).get("losses");
    assertEquals(5, losses.size());
    assertTrue(losses.get(4).asDouble() < losses.get(0).asDouble(), losses.toString());
    assertEquals(
        VECTORS.parameters(), Safetensors.read(folder.resolve("weights.safetensors")).size());
  }

  @Test
  void aSimulationGivesAPieceForEveryRoundButTheFirst() throws IOException {
    DeviceProfile device = new DeviceProfile(0.01, 2e6, 1e6, 0.05);
    Plan plan =
        new Plan(
            7,
            6,
            Plan.Adapting.first(0),
            Plan.Serving.synchronous(9),
            new Plan.Fleet(
                new Devices.Constant(device), Availability.Always.INSTANCE, FaultPlan.NONE),
            new Plan.Measuring(0, 1, false),
            new Plan.Computing(2, 16, 4, 3, 0, false, 1),
            new Plan.Saving(0, 0));
    SimulationScenario scenario =
        new SimulationScenario(
            (journal, store) ->
                new Simulation.Parameters(
                    VECTORS.federation(),
                    VECTORS.method(),
                    VECTORS.evaluation(),
                    Steps::workspace,
                    plan,
                    journal,
                    store,
                    Optional.empty()),
            ConfigFactory.load(),
            Phase.PRETRAINING,
            new Scenario.Piece("visits", 9, 0, 2, VECTORS.parameters()));
    StringWriter out = new StringWriter();
    new PieceServer(scenario, new PrintWriter(out))
        .serve(new BufferedReader(new StringReader("go\nstop\n")));
    List<String> said = out.toString().lines().toList();
    ObjectMapper json = new ObjectMapper();
    assertEquals(VECTORS.parameters(), json.readTree(said.get(0)).get("parameters").asInt());
    assertEquals(45, json.readTree(said.get(1)).get("units").asInt());
    assertTrue(json.readTree(said.get(1)).get("seconds").asDouble() > 0);
    assertEquals("expected 'go' but was 'stop'", json.readTree(said.get(2)).get("error").asText());
    assertTrue(scenario.otherShare() > 0 && scenario.otherShare() < 1, scenario.otherShare() + "");
  }
}
