package dev.clientele.config;

import java.util.List;

/**
 * The denoiser.
 *
 * @param width unet: channels of the first level
 * @param multipliers unet: of the width, one a level
 * @param blocks unet: residual blocks a level
 * @param attention unet: the levels with attention, from 0
 * @param headChannels unet: channels of an attention head; 0: one head
 * @param groups unet: groups of the group normalisation
 * @param hidden mlp: widths of the hidden layers
 * @param labelConditioning whether the class is a condition, too
 * @param pretrained a diffusers model folder to start from; empty: random weights
 */
public record NetworkConfig(
    Kind kind,
    int width,
    List<Integer> multipliers,
    int blocks,
    List<Integer> attention,
    int headChannels,
    int groups,
    List<Integer> hidden,
    boolean labelConditioning,
    String pretrained) {

  /** The network's family. */
  public enum Kind {
    /** Diffusers' UNet2DModel. */
    UNET,
    /** A small dense denoiser. */
    MLP
  }

  /** Copies the lists. */
  public NetworkConfig {
    multipliers = List.copyOf(multipliers);
    attention = List.copyOf(attention);
    hidden = List.copyOf(hidden);
  }

  static NetworkConfig read(Block block) {
    return new NetworkConfig(
        block.choice("kind", Kind.class),
        block.integer("width", 1, 65536),
        block.integers("multipliers", 1, 1024),
        block.integer("blocks", 1, 64),
        block.integers("attention", 0, Integer.MAX_VALUE),
        block.integer("head-channels", 0, Integer.MAX_VALUE),
        block.integer("groups", 1, Integer.MAX_VALUE),
        block.integers("hidden", 1, 1 << 20),
        block.flag("label-conditioning"),
        block.text("pretrained"));
  }

  NetworkConfig withPretrained(String folder) {
    return new NetworkConfig(
        kind,
        width,
        multipliers,
        blocks,
        attention,
        headChannels,
        groups,
        hidden,
        labelConditioning,
        folder);
  }
}
