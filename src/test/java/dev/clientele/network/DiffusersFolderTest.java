package dev.clientele.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Safetensors;
import dev.clientele.tensor.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiffusersFolderTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private Path config() {
    return folder.resolve("config.json");
  }

  private DiffusersFolder model() {
    return new DiffusersFolder(folder);
  }

  static Stream<UNetSpec> specs() {
    return Stream.of(
        Examples.conditioned(),
        Examples.withoutAttention(),
        Examples.oneLevel(),
        Examples.ddpmStyle(),
        Examples.oddWidths());
  }

  private static UNetSpec withoutLabels(UNetSpec s) {
    return new UNetSpec(
        s.height(),
        s.width(),
        s.channels(),
        s.widths(),
        s.blocks(),
        s.downAttention(),
        s.upAttention(),
        s.middleAttention(),
        s.headChannels(),
        s.groups(),
        s.epsilon(),
        s.timeFeatures(),
        s.symmetricDownsampling(),
        s.clients(),
        0);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void readsWhatItWrote(UNetSpec any) throws IOException {
    UNetSpec spec = withoutLabels(any);
    Weights weights = Examples.weights(spec.layout(), RandomKey.of(1));
    model().write(spec, weights);
    assertEquals(spec, model().readSpec());
    assertEquals(weights, model().readWeights());
  }

  @Test
  void writesTensorsInTheLayoutsOrder() throws IOException {
    UNetSpec spec = withoutLabels(Examples.oneLevel());
    Weights weights = Examples.weights(spec.layout(), RandomKey.of(1));
    Layout.Builder reversed = new Layout.Builder();
    spec.layout().entries().reversed().forEach(e -> reversed.add(e.name(), e.shape()));
    model().write(spec, weights.project(reversed.build()));
    assertEquals(weights, model().readWeights());
  }

  /** For us alone: diffusers knows neither the tensor nor the key. */
  @Test
  void aLabelEmbeddingComesBack() throws IOException {
    UNetSpec spec = Examples.conditioned();
    Weights weights = Examples.weights(spec.layout(), RandomKey.of(1));
    model().write(spec, weights);
    assertEquals(spec, model().readSpec());
    assertEquals(weights, model().readWeights().project(spec.layout()));
  }

  @Test
  void readsTheLibrarysOwnConfigurations() throws IOException {
    UNetSpec clients = new DiffusersFolder(GOLDEN.resolve("unet2d-clients")).readSpec();
    UNetSpec expected = UNetSpec.of(16, 16, 1, List.of(16, 32), 1, List.of(1), 0, 8, 0);
    assertEquals(expected.withClients(6), clients);
    UNetSpec ddpm = new DiffusersFolder(GOLDEN.resolve("unet2d-ddpm-style")).readSpec(32, 8);
    assertEquals(List.of(false, true, false), ddpm.upAttention());
    assertEquals(new TimeFeatures(16, false, 1), ddpm.timeFeatures());
    assertEquals(1e-6f, ddpm.epsilon());
    assertEquals(false, ddpm.symmetricDownsampling());
    assertEquals(List.of(32, 8), List.of(ddpm.height(), ddpm.width()));
  }

  /** What a configuration leaves out has the library's default. */
  @Test
  void whatIsLeftOutIsTheDefault() throws IOException {
    Files.writeString(
        config(),
        """
        {"sample_size": [8, 16], "block_out_channels": [32, 64],
         "down_block_types": ["DownBlock2D", "AttnDownBlock2D"],
         "up_block_types": ["AttnUpBlock2D", "UpBlock2D"]}
        """);
    List<Boolean> flags = List.of(false, true);
    UNetSpec expected =
        new UNetSpec(
            8,
            16,
            3,
            List.of(32, 64),
            2,
            flags,
            flags,
            true,
            8,
            32,
            1e-5f,
            new TimeFeatures(32, true, 0),
            true,
            0,
            0);
    assertEquals(expected, model().readSpec());
  }

  /** Key, its wrong value, what is expected of it; what was found is the value. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "_class_name|\"UNet2DConditionModel\"|UNet2DModel",
        "sample_size|null|a size or [height, width]",
        "sample_size|\"16\"|a size or [height, width]",
        "sample_size|[16]|a size or [height, width]",
        "sample_size|[16,\"16\"]|a size or [height, width]",
        "center_input_sample|true|false",
        "time_embedding_type|\"fourier\"|positional",
        "time_embedding_dim|64|null",
        "resnet_time_scale_shift|\"scale_shift\"|default",
        "downsample_type|\"resnet\"|conv",
        "upsample_type|\"resnet\"|conv",
        "class_embed_type|\"timestep\"|null",
        "mid_block_type|null|UNetMidBlock2D",
        "mid_block_scale_factor|1.4|1 or 1.0",
        "attn_norm_num_groups|4|null",
        "act_fn|\"gelu\"|silu or swish",
        "downsample_padding|2|0 or 1",
        "in_channels|\"three\"|a whole number",
        "out_channels|3|1, as in_channels,",
        "out_channels|2.5|a whole number",
        "block_out_channels|[]|whole numbers",
        "block_out_channels|16|whole numbers",
        "block_out_channels|[16,\"32\"]|whole numbers",
        "layers_per_block|[1,2]|a whole number",
        "layers_per_block|1.5|a whole number",
        "down_block_types|[\"DownBlock2D\",\"SkipDownBlock2D\"]|DownBlock2D and AttnDownBlock2D",
        "down_block_types|[\"DownBlock2D\"]|2 blocks, as block_out_channels,",
        "up_block_types|[\"UpBlock2D\",\"UpBlock2D\",\"UpBlock2D\"]"
            + "|2 blocks, as block_out_channels,",
        "up_block_types|[\"UpBlock2D\",\"AttnDownBlock2D\"]|UpBlock2D and AttnUpBlock2D",
        "attention_head_dim|[8,8]|a whole number",
        "norm_num_groups|null|a whole number",
        "norm_eps|\"small\"|a number",
        "freq_shift|\"none\"|a number",
        "flip_sin_to_cos|1|true or false",
        "add_attention|\"yes\"|true or false",
        "num_class_embeds|\"six\"|a whole number"
      })
  void whatIsNotSupportedIsNamed(String key, String value, String expected) throws IOException {
    JsonNode wrong = JSON.readTree(value);
    change(key, wrong);
    IOException e = assertThrows(IOException.class, () -> model().readSpec());
    // In a list, the entry that is wrong is named.
    String found = e.getMessage().substring(e.getMessage().lastIndexOf("but was ") + 8);
    assertEquals(
        config() + ": " + key + ": expected " + expected + " but was " + found, e.getMessage());
    assertTrue(wrong.toString().contains(found), found);
  }

  private void change(String key, JsonNode value) throws IOException {
    Path source = GOLDEN.resolve("unet2d-clients/config.json");
    ObjectNode config = (ObjectNode) JSON.readTree(source.toFile());
    config.set(key, value);
    JSON.writeValue(config().toFile(), config);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "norm_num_groups|5|widths divisible by 5 groups but was 16",
        "norm_num_groups|0|at least one group but was 0",
        "layers_per_block|0|at least one block a level but was 0",
        "attention_head_dim|12|widths divisible by 12 channels a head but was 32",
        "attention_head_dim|-1|0 or more channels a head but was -1",
        "sample_size|15|an image size divisible by 2 for 2 levels but was 15 x 15",
        "sample_size|0|an image of positive size but was 0 x 0 x 1",
        "block_out_channels|[16,-8]|positive widths but was -8"
      })
  void whatCannotBeBuiltIsNamed(String key, String value, String expected) throws IOException {
    change(key, JSON.readTree(value));
    IOException e = assertThrows(IOException.class, () -> model().readSpec());
    assertEquals(config() + ": expected " + expected, e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"sample_size\": }", "[1, 2]", "{} }"})
  void brokenJsonIsNamed(String text) throws IOException {
    Files.writeString(config(), text);
    IOException e = assertThrows(IOException.class, () -> model().readSpec());
    assertTrue(e.getMessage().startsWith(config().toString()), e.getMessage());
  }

  @Test
  void aMissingFolderIsNamed() {
    DiffusersFolder none = new DiffusersFolder(folder.resolve("nowhere"));
    IOException e = assertThrows(IOException.class, none::readSpec);
    assertTrue(e.getMessage().contains(folder.resolve("nowhere/config.json").toString()));
    assertThrows(NoSuchFileException.class, none::readWeights);
  }

  /** Before diffusers 0.14 attention had other names, and published checkpoints still do. */
  @Test
  void readsOldNames() throws IOException {
    UNetSpec spec = withoutLabels(Examples.oneLevel());
    Weights weights = Examples.weights(spec.layout(), RandomKey.of(1));
    Layout.Builder old = new Layout.Builder();
    for (Layout.Entry e : weights.layout().entries()) {
      String name =
          e.name()
              .replace("to_q", "query")
              .replace("to_k", "key")
              .replace("to_v", "value")
              .replace("to_out.0", "proj_attn");
      old.add(name, e.shape());
    }
    Layout names = old.build();
    assertTrue(names.has("mid_block.attentions.0.proj_attn.bias"), names.toString());
    Path file = folder.resolve("diffusion_pytorch_model.safetensors");
    Safetensors.write(file, Weights.adopt(names, weights.toArray()), Map.of());
    assertEquals(weights, model().readWeights());
  }
}
