package dev.clientele.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.kernel.cpu.CpuKernels;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Safetensors;
import dev.clientele.tensor.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The U-Net against vectors of the real diffusers library. */
class VerificationTest {
  /** What is promised: of each vector's norm. */
  private static final double BOUND = 1e-4;

  /** What direct convolutions keep. */
  private static final double DIRECT = 2e-5;

  private static final String CONFIG = "config.json";
  private static final String WEIGHTS = "diffusion_pytorch_model.safetensors";
  private static final String VECTORS = "vectors.safetensors";

  @TempDir Path folder;

  private static Path golden(String name) {
    return Path.of("src/test/resources/golden", name);
  }

  private static Map<String, Double> run(Path folder) throws IOException {
    return Verification.run(folder, CpuKernels::new);
  }

  @ParameterizedTest
  @CsvSource({
    "unet2d-clients, true",
    "unet2d-clients, false",
    "unet2d-ddpm-style, true",
    "unet2d-ddpm-style, false"
  })
  void everyVectorIsTheLibrarys(String name, boolean winograd) throws IOException {
    Path model = golden(name);
    Map<String, Double> errors = Verification.run(model, () -> new CpuKernels(winograd));
    for (Map.Entry<String, Double> error : errors.entrySet()) {
      assertTrue(error.getValue() <= (winograd ? BOUND : DIRECT), error.toString());
    }
    Layout weights = Safetensors.read(model.resolve(WEIGHTS)).layout();
    for (Layout.Entry e : weights.entries()) {
      assertTrue(errors.containsKey("grad." + e.name()), e.name());
    }
    // output, loss, the image's gradient, ten steps
    assertEquals(13 + weights.entries().size(), errors.size());
    assertTrue(errors.containsKey("ddim.step9"), errors.toString());
  }

  private void copy(String... files) throws IOException {
    for (String file : files) {
      Files.copy(golden("unet2d-clients").resolve(file), folder.resolve(file));
    }
  }

  /** Copies the model with one file changed. */
  private void copyWith(String changed, UnaryOperator<Weights> change) throws IOException {
    copy(CONFIG, WEIGHTS, VECTORS);
    Weights weights = Safetensors.read(folder.resolve(changed));
    Files.delete(folder.resolve(changed));
    Safetensors.write(folder.resolve(changed), change.apply(weights), Map.of());
  }

  @Test
  void aWrongWeightIsBeyondTheBound() throws IOException {
    String name = "mid_block.resnets.0.conv1.weight";
    copyWith(
        WEIGHTS,
        weights -> {
          float[] values = weights.toArray();
          values[weights.layout().entry(name).offset() + 100] += 0.01f;
          return Weights.adopt(weights.layout(), values);
        });
    Map<String, Double> errors = run(folder);
    assertTrue(errors.get("output") > BOUND, errors.get("output").toString());
    assertTrue(errors.get("grad." + name) > BOUND, errors.get("grad." + name).toString());
    assertTrue(errors.get("ddim.step9") > BOUND, errors.get("ddim.step9").toString());
  }

  @Test
  void aWeightThatIsNoNumberIsNotWithinTheBound() throws IOException {
    copyWith(
        WEIGHTS,
        weights -> {
          float[] values = weights.toArray();
          values[0] = Float.NaN;
          return Weights.adopt(weights.layout(), values);
        });
    double error = run(folder).get("output");
    assertTrue(!(error <= BOUND), "was " + error);
  }

  @ParameterizedTest
  @ValueSource(strings = {CONFIG, WEIGHTS, VECTORS})
  void aMissingFileIsNamed(String missing) throws IOException {
    copy(CONFIG, WEIGHTS, VECTORS);
    Files.delete(folder.resolve(missing));
    IOException e = assertThrows(IOException.class, () -> run(folder));
    Path file = folder.resolve(missing);
    boolean named =
        e instanceof NoSuchFileException none
            ? none.getFile().equals(file.toString())
            : e.getMessage().contains("expected a diffusers model folder with " + file);
    assertTrue(named, e.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "sample, there is none",
    "timestep, there is none",
    "class_labels, there is none",
    "target, there is none",
    "output, there is none",
    "loss, there is none",
    "grad.sample, there is none",
    "grad.conv_in.weight, there is none",
    "ddim.step3, there is none"
  })
  void aMissingVectorIsNamed(String missing, String text) throws IOException {
    copyWith(VECTORS, vectors -> vectors.filter(name -> !name.equals(missing)));
    IOException e = assertThrows(IOException.class, () -> run(folder));
    String expected = folder.resolve(VECTORS) + ": expected a tensor " + missing + ", but " + text;
    assertEquals(expected, e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "sample, '[batch, channels, height, width]', 8",
    "target, 1024 numbers, 8",
    "timestep, 4 numbers, 8",
    "class_labels, 4 numbers, 8",
    "output, 1024 numbers, 8",
    "loss, 1 numbers, 8",
    "grad.conv_in.weight, 144 numbers, 8",
    "ddim.start, 1024 numbers, 8",
    "ddim.step0, 1024 numbers, 8",
    "ddim.timesteps, whole numbers of 0 to below 1000, 0.5",
    "timestep, whole numbers, 0.5",
    "class_labels, whole numbers of 0 to below 6, 6"
  })
  void aVectorThatDoesNotFitIsNamed(String name, String expected, double value) throws IOException {
    copyWith(
        VECTORS,
        vectors -> {
          // Eight numbers where that is wrong, else one wrong number in the vector's own shape.
          boolean short8 = value == 8;
          List<Integer> shape = short8 ? List.of(8) : vectors.layout().entry(name).shape();
          Layout one = Layout.of(Map.of(name, shape));
          float[] values = new float[one.size()];
          java.util.Arrays.fill(values, (float) value);
          return vectors.filter(other -> !other.equals(name)).and(Weights.adopt(one, values));
        });
    IOException e = assertThrows(IOException.class, () -> run(folder));
    String start = folder.resolve(VECTORS) + ": " + name + ": expected " + expected;
    assertTrue(e.getMessage().startsWith(start), e.getMessage());
  }

  @Test
  void labelsWithoutAnEmbeddingAreRefused() throws IOException {
    copyWith(WEIGHTS, weights -> weights.filter(name -> !name.startsWith("class_embedding")));
    replaceInConfig("\"num_class_embeds\": 6", "\"num_class_embeds\": null");
    IOException e = assertThrows(IOException.class, () -> run(folder));
    assertTrue(e.getMessage().contains("class_labels: expected none"), e.getMessage());
  }

  @Test
  void weightsOfAnotherNetworkAreRefused() throws IOException {
    copy(CONFIG, WEIGHTS, VECTORS);
    replaceInConfig("\"layers_per_block\": 1", "\"layers_per_block\": 2");
    IOException e = assertThrows(IOException.class, () -> run(folder));
    assertTrue(e.getMessage().startsWith(folder.resolve(CONFIG).toString()), e.getMessage());
    assertTrue(e.getMessage().contains("down_blocks.0.resnets.1"), e.getMessage());
  }

  @Test
  void imagesOfOtherChannelsAreRefused() throws IOException {
    copy(CONFIG, WEIGHTS);
    Files.copy(golden("unet2d-ddpm-style").resolve(VECTORS), folder.resolve(VECTORS));
    IOException e = assertThrows(IOException.class, () -> run(folder));
    assertEquals(
        folder.resolve(VECTORS) + ": sample: expected 1 channels but was 3", e.getMessage());
  }

  private void replaceInConfig(String text, String by) throws IOException {
    Path file = folder.resolve(CONFIG);
    String config = Files.readString(file);
    assertTrue(config.contains(text), config);
    Files.writeString(file, config.replace(text, by));
  }
}
