package dev.clientele.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Safetensors;
import dev.clientele.tensor.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A folder of the PEFT library that holds low-rank adapters: {@code adapter_config.json} and {@code
 * adapter_model.safetensors}, whose tensors are ours with {@code base_model.model.} before their
 * names. What adapters of ours cannot be is an error that names the option.
 */
public final class PeftFolder {
  private static final String CONFIG = "adapter_config.json";
  private static final String WEIGHTS = "adapter_model.safetensors";
  private static final String PREFIX = "base_model.model.";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Options that change what adapters compute, or that store more than them. */
  private static final List<String> UNSUPPORTED =
      List.of(
          "use_rslora",
          "use_dora",
          "lora_bias",
          "fan_in_fan_out",
          "rank_pattern",
          "alpha_pattern",
          "modules_to_save");

  private final Path folder;

  /** The folder at that path. */
  public PeftFolder(Path folder) {
    this.folder = folder;
  }

  /** Writes adapters that PEFT opens; tensors that belong to no adapter are passed over. */
  public void write(Lora lora, Weights weights) throws IOException {
    Weights adapters = weights.filter(Lora::isAdapter);
    Layout.Builder names = new Layout.Builder();
    adapters.layout().entries().forEach(e -> names.add(PREFIX + e.name(), e.shape()));
    Files.createDirectories(folder);
    Safetensors.write(
        folder.resolve(WEIGHTS),
        Weights.adopt(names.build(), adapters.toArray()),
        Map.of("format", "pt"));
    JSON.writeValue(folder.resolve(CONFIG).toFile(), describe(lora, layers(adapters)));
  }

  private static List<String> layers(Weights adapters) {
    return AdapterPair.of(adapters).stream().map(AdapterPair::layer).toList();
  }

  private static ObjectNode describe(Lora lora, List<String> layers) {
    ObjectNode c = JSON.createObjectNode();
    c.put("peft_type", "LORA").put("r", lora.rank());
    if (lora.alpha() == Math.rint(lora.alpha())) {
      c.put("lora_alpha", (long) lora.alpha());
    } else {
      c.put("lora_alpha", lora.alpha());
    }
    ArrayNode targets = c.putArray("target_modules");
    layers.forEach(targets::add);
    c.put("lora_dropout", 0.0).put("bias", "none").put("inference_mode", true);
    return c.putNull("base_model_name_or_path").putNull("task_type");
  }

  /** Rank, scale and layers; which layers is known by their tensors. */
  public Lora readLora() throws IOException {
    JsonNode c = config();
    expect(c, "peft_type", "LORA".equals(c.path("peft_type").asText()), "LORA");
    expect(c, "r", c.path("r").isInt() && c.path("r").asInt() > 0, "a rank of at least 1");
    JsonNode alpha = c.path("lora_alpha");
    expect(c, "lora_alpha", alpha.isNumber() && alpha.asDouble() > 0, "a positive number");
    expect(c, "bias", "none".equals(c.path("bias").asText("none")), "none");
    for (String key : UNSUPPORTED) {
      JsonNode value = c.path(key);
      boolean off = value.isContainerNode() ? value.isEmpty() : !value.asBoolean(!isNothing(value));
      expect(c, key, off, "nothing");
    }
    String pattern =
        layers(readWeights()).stream().map(Pattern::quote).collect(Collectors.joining("|"));
    return new Lora(
        c.path("r").asInt(), alpha.asDouble(), EnumSet.allOf(LoraTarget.class), pattern);
  }

  private static boolean isNothing(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private JsonNode config() throws IOException {
    Path file = folder.resolve(CONFIG);
    if (!Files.isRegularFile(file)) {
      throw new IOException("expected a PEFT adapter folder with " + file + ", but there is none");
    }
    try {
      return JSON.readTree(file.toFile());
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      throw new IOException(file + ": not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private void expect(JsonNode config, String key, boolean holds, String expected)
      throws IOException {
    if (!holds) {
      JsonNode was = config.path(key);
      throw new IOException(
          folder.resolve(CONFIG)
              + ": "
              + key
              + ": expected "
              + expected
              + " but was "
              + (was.isMissingNode() ? "nothing" : was));
    }
  }

  /** The adapters' tensors, under our names. */
  public Weights readWeights() throws IOException {
    Path file = folder.resolve(WEIGHTS);
    Weights stored = Safetensors.read(file);
    Layout.Builder names = new Layout.Builder();
    for (Layout.Entry e : stored.layout().entries()) {
      if (!e.name().startsWith(PREFIX) || !Lora.isAdapter(e.name())) {
        throw new IOException(
            file + ": expected tensors of adapters under " + PREFIX + " but was " + e.name());
      }
      names.add(e.name().substring(PREFIX.length()), e.shape());
    }
    Weights adapters = Weights.adopt(names.build(), stored.toArray());
    try {
      AdapterPair.of(adapters);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
    return adapters;
  }
}
