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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A model folder of the diffusers library that holds a {@code UNet2DModel}: {@code config.json} and
 * {@code diffusion_pytorch_model.safetensors}. What a U-Net of ours cannot be is an error that
 * names the option.
 */
public final class DiffusersFolder {
  private static final String CONFIG = "config.json";
  private static final String LABELS = "clientele_label_embeds";
  private static final String WEIGHTS = "diffusion_pytorch_model.safetensors";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path folder;

  /** The folder at that path. */
  public DiffusersFolder(Path folder) {
    this.folder = folder;
  }

  /** The network that config.json describes. */
  public UNetSpec readSpec() throws IOException {
    JsonNode size = config().path("sample_size");
    if (size.isArray() && size.size() == 2 && size.get(0).isInt() && size.get(1).isInt()) {
      return readSpec(size.get(0).asInt(), size.get(1).asInt());
    }
    if (!size.isInt()) {
      throw wrong("sample_size", "a size or [height, width]", size);
    }
    return readSpec(size.asInt(), size.asInt());
  }

  /** The network that config.json describes, for images of another size. */
  public UNetSpec readSpec(int height, int width) throws IOException {
    JsonNode c = config();
    expect(c, "_class_name", "UNet2DModel", "UNet2DModel");
    expect(c, "center_input_sample", "false", "false");
    expect(c, "time_embedding_type", "positional", "positional");
    expect(c, "resnet_time_scale_shift", "default", "default");
    expect(c, "downsample_type", "conv", "conv");
    expect(c, "upsample_type", "conv", "conv");
    expect(c, "class_embed_type", "null", "null");
    expect(c, "time_embedding_dim", "null", "null");
    expect(c, "mid_block_type", "UNetMidBlock2D", "UNetMidBlock2D");
    expect(c, "attn_norm_num_groups", "null", "null");
    expect(c, "downsample_padding", "1", "0", "1");
    expect(c, "mid_block_scale_factor", "1", "1", "1.0");
    expect(c, "act_fn", "silu", "silu", "swish");
    int channels = whole(c, "in_channels", 3);
    if (whole(c, "out_channels", 3) != channels) {
      throw wrong("out_channels", channels + ", as in_channels,", c.path("out_channels"));
    }
    List<Integer> widths = widths(c);
    int levels = widths.size();
    List<Boolean> down = attention(c, "down_block_types", "DownBlock2D", "AttnDownBlock2D", levels);
    List<Boolean> up = attention(c, "up_block_types", "UpBlock2D", "AttnUpBlock2D", levels);
    try {
      return new UNetSpec(
          height,
          width,
          channels,
          widths,
          whole(c, "layers_per_block", 2),
          down,
          up.reversed(),
          flag(c, "add_attention"),
          c.path("attention_head_dim").isNull() ? 0 : whole(c, "attention_head_dim", 8),
          whole(c, "norm_num_groups", 32),
          (float) number(c, "norm_eps", 1e-5),
          new TimeFeatures(
              widths.getFirst(), flag(c, "flip_sin_to_cos"), number(c, "freq_shift", 0)),
          whole(c, "downsample_padding", 1) != 0,
          c.path("num_class_embeds").isNull() ? 0 : whole(c, "num_class_embeds", 0),
          c.path(LABELS).isNull() ? 0 : whole(c, LABELS, 0));
    } catch (IllegalArgumentException e) {
      throw new IOException(folder.resolve(CONFIG) + ": " + e.getMessage(), e);
    }
  }

  private JsonNode config() throws IOException {
    Path file = folder.resolve(CONFIG);
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "expected a diffusers model folder with " + file + ", but there is none");
    }
    try {
      return JSON.readTree(file.toFile());
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      throw new IOException(file + ": not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private void expect(JsonNode config, String key, String standard, String... known)
      throws IOException {
    JsonNode value = config.path(key);
    String text = value.isMissingNode() ? standard : value.asText("null");
    if (!List.of(known).contains(text)) {
      throw wrong(key, String.join(" or ", known), value);
    }
  }

  private int whole(JsonNode config, String key, int standard) throws IOException {
    JsonNode value = config.path(key);
    if (!value.isMissingNode() && !value.isInt()) {
      throw wrong(key, "a whole number", value);
    }
    return value.asInt(standard);
  }

  private double number(JsonNode config, String key, double standard) throws IOException {
    JsonNode value = config.path(key);
    if (!value.isMissingNode() && !value.isNumber()) {
      throw wrong(key, "a number", value);
    }
    return value.asDouble(standard);
  }

  /** A flag that is true where nothing is said. */
  private boolean flag(JsonNode config, String key) throws IOException {
    JsonNode value = config.path(key);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw wrong(key, "true or false", value);
    }
    return value.asBoolean(true);
  }

  private List<Integer> widths(JsonNode config) throws IOException {
    JsonNode value = config.path("block_out_channels");
    List<Integer> widths = new ArrayList<>();
    for (JsonNode width : value) {
      widths.add(width.isInt() ? width.asInt() : 0);
    }
    if (widths.isEmpty() || widths.contains(0)) {
      throw wrong("block_out_channels", "whole numbers", value);
    }
    return widths;
  }

  private List<Boolean> attention(
      JsonNode config, String key, String without, String with, int levels) throws IOException {
    List<Boolean> flags = new ArrayList<>();
    for (JsonNode type : config.path(key)) {
      if (!type.asText().equals(without) && !type.asText().equals(with)) {
        throw wrong(key, without + " and " + with, type);
      }
      flags.add(type.asText().equals(with));
    }
    if (flags.size() != levels) {
      throw wrong(key, levels + " blocks, as block_out_channels,", config.path(key));
    }
    return flags;
  }

  private IOException wrong(String key, String expected, JsonNode was) {
    String found = was.isMissingNode() ? "nothing" : was.toString();
    return new IOException(
        folder.resolve(CONFIG) + ": " + key + ": expected " + expected + " but was " + found);
  }

  /** The weights, under today's tensor names. */
  public Weights readWeights() throws IOException {
    Weights stored = Safetensors.read(folder.resolve(WEIGHTS));
    Layout.Builder renamed = new Layout.Builder();
    stored.layout().entries().forEach(e -> renamed.add(modern(e.name()), e.shape()));
    return Weights.adopt(renamed.build(), stored.toArray());
  }

  /** The attention's names before diffusers 0.14, which published checkpoints still have. */
  private static String modern(String name) {
    return name.replace(".query.", ".to_q.")
        .replace(".key.", ".to_k.")
        .replace(".value.", ".to_v.")
        .replace(".proj_attn.", ".to_out.0.");
  }

  /**
   * Writes a model that diffusers opens. It does not know a label embedding, which is one more
   * tensor, and one more key of the configuration, for us alone.
   */
  public void write(UNetSpec spec, Weights weights) throws IOException {
    Files.createDirectories(folder);
    Safetensors.write(
        folder.resolve(WEIGHTS), weights.project(spec.layout()), Map.of("format", "pt"));
    JSON.writeValue(folder.resolve(CONFIG).toFile(), describe(spec));
  }

  private static ObjectNode describe(UNetSpec spec) {
    ObjectNode c = JSON.createObjectNode();
    c.put("_class_name", "UNet2DModel");
    if (spec.height() == spec.width()) {
      c.put("sample_size", spec.height());
    } else {
      c.putArray("sample_size").add(spec.height()).add(spec.width());
    }
    c.put("in_channels", spec.channels()).put("out_channels", spec.channels());
    c.put("freq_shift", (int) spec.timeFeatures().shift());
    c.put("flip_sin_to_cos", spec.timeFeatures().cosineFirst());
    types(c.putArray("down_block_types"), spec.downAttention(), "DownBlock2D");
    types(c.putArray("up_block_types"), spec.upAttention().reversed(), "UpBlock2D");
    ArrayNode widths = c.putArray("block_out_channels");
    spec.widths().forEach(widths::add);
    c.put("layers_per_block", spec.blocks());
    c.put("downsample_padding", spec.symmetricDownsampling() ? 1 : 0);
    c.put("act_fn", "silu");
    if (spec.headChannels() == 0) {
      c.putNull("attention_head_dim");
    } else {
      c.put("attention_head_dim", spec.headChannels());
    }
    c.put("norm_num_groups", spec.groups());
    c.put("norm_eps", Double.parseDouble(Float.toString(spec.epsilon())));
    c.put("add_attention", spec.middleAttention());
    if (spec.clients() == 0) {
      c.putNull("num_class_embeds");
    } else {
      c.put("num_class_embeds", spec.clients());
    }
    if (spec.labels() > 0) {
      c.put(LABELS, spec.labels());
    }
    return c;
  }

  private static void types(ArrayNode to, List<Boolean> attention, String plain) {
    attention.forEach(with -> to.add(with ? "Attn" + plain : plain));
  }
}
