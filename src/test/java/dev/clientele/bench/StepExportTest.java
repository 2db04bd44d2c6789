package dev.clientele.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clientele.diffusion.Trained;
import dev.clientele.kernel.cpu.CpuKernels;
import dev.clientele.network.Denoiser;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.network.DiffusersFolder;
import dev.clientele.network.UNetSpec;
import dev.clientele.tensor.Safetensors;
import dev.clientele.tensor.Weights;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is exported for another program is enough to repeat the step, and says what comes out. */
class StepExportTest {
  @TempDir private Path folder;

  private JsonNode export(Trained trained) throws IOException {
    StepExport.write(Steps.tiny(trained), Steps::workspace, folder);
    return new ObjectMapper().readTree(folder.resolve("expected.json").toFile());
  }

  @Test
  void theFolderAloneGivesTheExpectedLossAndGradient() throws IOException {
    JsonNode expected = export(Trained.EVERYTHING);
    DiffusersFolder model = new DiffusersFolder(folder);
    UNetSpec spec = model.readSpec();
    Weights batch = Safetensors.read(folder.resolve("batch.safetensors"));
    try (CpuKernels kernels = new CpuKernels()) {
      Denoiser denoiser = spec.prepare(kernels, 2, Trained.EVERYTHING, false);
      denoiser.network().load(model.readWeights());
      denoiser.samples(pixels(spec, batch.tensor("sample")));
      denoiser.times(whole(batch.tensor("timestep")));
      denoiser.clients(whole(batch.tensor("class_labels")));
      double loss = denoiser.lossAndGradients(pixels(spec, batch.tensor("target")));
      assertEquals(expected.get("losses").get(0).asDouble(), loss, 1e-9);
      double norm = denoiser.network().gradients(spec.layout()).norm();
      assertEquals(expected.get("gradientNorm").asDouble(), norm, 1e-9 * norm);
    }
    assertEquals(spec.layout().size(), expected.get("parameters").asInt());
    assertEquals(spec.layout().entries().size(), expected.get("trained").size());
  }

  @Test
  void stepsOnOneBatchLowerItsLoss() throws IOException {
    JsonNode losses = export(Trained.EVERYTHING).get("losses");
    assertTrue(losses.get(3).asDouble() < losses.get(0).asDouble(), losses.toString());
  }

  @Test
  void aFrozenNetworkHasTheSameLossAndTrainsItsEmbeddingOnly() throws IOException {
    double whole = export(Trained.EVERYTHING).get("losses").get(0).asDouble();
    JsonNode frozen = export(Trained.CLIENT_EMBEDDING);
    assertEquals(whole, frozen.get("losses").get(0).asDouble(), 1e-9);
    assertEquals(1, frozen.get("trained").size());
    assertEquals(DenoiserSpec.CLIENT_EMBEDDING, frozen.get("trained").get(0).asText());
    assertTrue(frozen.get("gradientNorm").asDouble() > 0);
    assertTrue(frozen.get("losses").get(3).asDouble() < whole);
  }

  private static int[] whole(float[] values) {
    int[] result = new int[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (int) values[i];
    }
    return result;
  }

  /** From NCHW to NHWC. */
  private static float[] pixels(UNetSpec spec, float[] planes) {
    int plane = spec.height() * spec.width();
    float[] result = new float[planes.length];
    int to = 0;
    for (int n = 0; n < 2; n++) {
      for (int p = 0; p < plane; p++) {
        for (int c = 0; c < spec.channels(); c++) {
          result[to++] = planes[(n * spec.channels() + c) * plane + p];
        }
      }
    }
    return result;
  }
}
