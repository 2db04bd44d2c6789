package dev.clientele.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Safetensors;
import dev.clientele.tensor.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeftFolderTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Lora LORA =
      new Lora(2, 4.5, Set.of(LoraTarget.ATTENTION, LoraTarget.EMBEDDING), ".*");

  @TempDir Path folder;

  private final AdaptedSpec spec = new AdaptedSpec(Examples.conditioned(), LORA);
  private final Weights all = Examples.weights(spec.layout(), RandomKey.of(33));

  private Path config() {
    return folder.resolve("adapter_config.json");
  }

  @Test
  void readsWhatItWrote() throws IOException {
    PeftFolder peft = new PeftFolder(folder.resolve("new"));
    peft.write(LORA, all);
    assertEquals(all.filter(Lora::isAdapter), peft.readWeights());
    Lora read = peft.readLora();
    assertEquals(LORA.rank(), read.rank());
    assertEquals(LORA.alpha(), read.alpha());
    assertEquals(spec.layout(), new AdaptedSpec(spec.base(), read).layout());
  }

  @Test
  void namesAreTheLibrarys() throws IOException {
    new PeftFolder(folder).write(LORA, all);
    Layout layout = Safetensors.read(folder.resolve("adapter_model.safetensors")).layout();
    assertTrue(layout.has("base_model.model.mid_block.attentions.0.to_out.0.lora_B.weight"));
    assertTrue(layout.has("base_model.model.label_embedding.lora_embedding_A"));
    ObjectNode config = (ObjectNode) JSON.readTree(config().toFile());
    assertEquals("LORA", config.path("peft_type").asText());
    assertEquals(2, config.path("r").asInt());
    assertEquals(4.5, config.path("lora_alpha").asDouble());
    assertEquals(5 * 4 + 2, config.path("target_modules").size());
    assertFalse(config.path("target_modules").toString().contains("base_model"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "peft_type|\"IA3\"",
        "r|0",
        "r|\"two\"",
        "lora_alpha|null",
        "bias|\"all\"",
        "use_rslora|true",
        "use_dora|true",
        "lora_bias|true",
        "rank_pattern|{\"to_q\": 8}",
        "modules_to_save|[\"conv_in\"]"
      })
  void whatIsNotSupportedIsNamed(String key, String value) throws IOException {
    PeftFolder peft = new PeftFolder(folder);
    peft.write(LORA, all);
    ObjectNode config = (ObjectNode) JSON.readTree(config().toFile());
    config.put("use_dora", false).putNull("modules_to_save").putObject("rank_pattern");
    JSON.writeValue(config().toFile(), config);
    peft.readLora();
    JSON.writeValue(config().toFile(), config.set(key, JSON.readTree(value)));
    IOException e = assertThrows(IOException.class, peft::readLora);
    assertTrue(
        e.getMessage().contains("adapter_config.json: " + key + ": expected "), e.getMessage());
  }

  @Test
  void whatIsNoAdapterIsRefused() throws IOException {
    PeftFolder peft = new PeftFolder(folder);
    assertThrows(IOException.class, peft::readLora);
    Path file = folder.resolve("adapter_model.safetensors");
    Safetensors.write(file, all, Map.of());
    assertThrows(IOException.class, peft::readWeights);
    peft.write(LORA, all);
    Weights written = Safetensors.read(file);
    Safetensors.write(file, written.filter(name -> !name.endsWith("to_q.lora_B.weight")), Map.of());
    assertThrows(IOException.class, peft::readWeights);
  }
}
