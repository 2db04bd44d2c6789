package dev.clientele.network;

import dev.clientele.network.DenseLayer.Part;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Lays out a {@link UNetSpec}. Three things are arranged otherwise than they are written down, with
 * the same result: the residual blocks' projections of the time embedding are one product; each is
 * folded into the group normalisation that follows it; and a skip connection is never copied beside
 * the other input, since the group normalisation reads both and the 1x1 shortcut is the sum of two
 * products.
 */
final class UNet {
  private final UNetSpec spec;
  private final NetworkBuilder network;
  private final Denoiser denoiser;
  private Value times;
  private int timesAt;

  UNet(UNetSpec spec, NetworkBuilder network, Denoiser.Inputs inputs) {
    this.spec = spec;
    this.network = network;
    List<Integer> widths = spec.widths();
    int levels = widths.size();
    Value x = convolution("conv_in", inputs.sample(), widths.getFirst(), null);
    times = projections(embedding(inputs));
    Deque<Value> skips = new ArrayDeque<>();
    skips.push(x);
    for (int level = 0; level < levels; level++) {
      String block = "down_blocks." + level;
      for (int i = 0; i < spec.blocks(); i++) {
        x = residual(block + ".resnets." + i, x, null, widths.get(level));
        if (spec.downAttention().get(level)) {
          x = attention(block + ".attentions." + i, x);
        }
        skips.push(x);
      }
      if (level < levels - 1) {
        x = downsample(block + ".downsamplers.0.conv", x);
        skips.push(x);
      }
    }
    int last = widths.getLast();
    x = residual("mid_block.resnets.0", x, null, last);
    if (spec.middleAttention()) {
      x = attention("mid_block.attentions.0", x);
    }
    x = residual("mid_block.resnets.1", x, null, last);
    for (int level = levels - 1; level >= 0; level--) {
      String block = "up_blocks." + (levels - 1 - level);
      for (int i = 0; i <= spec.blocks(); i++) {
        x = residual(block + ".resnets." + i, x, skips.pop(), widths.get(level));
        if (spec.upAttention().get(level)) {
          x = attention(block + ".attentions." + i, x);
        }
      }
      if (level > 0) {
        x = network.upsampledConvolution(block + ".upsamplers.0.conv", x, widths.get(level));
      }
    }
    x = normalise("conv_norm_out", x, null, null, true);
    Value output = convolution("conv_out", x, spec.channels(), null);
    denoiser = new Denoiser(spec, network, inputs, output);
  }

  Denoiser denoiser() {
    return denoiser;
  }

  /**
   * {@code silu(linear(silu(linear(time features))) + client + label)}, what every block projects.
   */
  private Value embedding(Denoiser.Inputs inputs) {
    int width = spec.embeddingWidth();
    Dense first = network.denseParameters("time_embedding.linear_1", width, inputs.time().channels);
    Dense second = network.denseParameters("time_embedding.linear_2", width, width);
    Value e = network.dense(second, network.silu(network.dense(first, inputs.time(), null)), null);
    return network.silu(inputs.condition(network, spec, e));
  }

  /** Every block's projection, side by side in the order in which the blocks are laid out. */
  private Value projections(Value embedding) {
    List<Part> parts = new ArrayList<>();
    int levels = spec.widths().size();
    for (int level = 0; level < levels; level++) {
      for (int i = 0; i < spec.blocks(); i++) {
        parts.add(projection("down_blocks." + level, i, spec.widths().get(level)));
      }
    }
    parts.add(projection("mid_block", 0, spec.widths().getLast()));
    parts.add(projection("mid_block", 1, spec.widths().getLast()));
    for (int level = levels - 1; level >= 0; level--) {
      for (int i = 0; i <= spec.blocks(); i++) {
        parts.add(projection("up_blocks." + (levels - 1 - level), i, spec.widths().get(level)));
      }
    }
    Dense all = network.denseParameters(parts, spec.embeddingWidth(), false);
    return network.dense(all, embedding, null);
  }

  private static Part projection(String block, int i, int width) {
    return new Part(block + ".resnets." + i + ".time_emb_proj", width);
  }

  private Value residual(String name, Value x, Value skip, int width) {
    int inputs = x.channels + (skip == null ? 0 : skip.channels);
    Value h = normalise(name + ".norm1", x, skip, null, true);
    h = convolution(name + ".conv1", h, width, null);
    h = normalise(name + ".norm2", h, null, times, true);
    Value shortcut = x;
    if (inputs != width) {
      Dense all =
          network.denseParameters(List.of(new Part(name + ".conv_shortcut", width)), inputs, true);
      shortcut =
          skip == null
              ? network.dense(all, x, null)
              : network.dense(
                  List.of(all.columns(0, true), all.columns(x.channels, false)),
                  List.of(x, skip),
                  null);
    } else if (skip != null) {
      throw new IllegalArgumentException(
          "expected a width other than the " + inputs + " inputs of " + name);
    }
    return convolution(name + ".conv2", h, width, shortcut);
  }

  private Value attention(String name, Value x) {
    int c = x.channels;
    Value h = normalise(name + ".group_norm", x, null, null, false);
    List<Part> parts =
        List.of(
            new Part(name + ".to_q", c), new Part(name + ".to_k", c), new Part(name + ".to_v", c));
    Value qkv = network.dense(network.denseParameters(parts, c, false), h, null);
    int heads = spec.headChannels() == 0 ? 1 : c / spec.headChannels();
    Value y = network.attention(qkv, heads);
    return network.dense(network.denseParameters(name + ".to_out.0", c, c), y, x);
  }

  private Value normalise(String name, Value x, Value skip, Value bias, boolean silu) {
    int from = bias == null ? 0 : timesAt;
    if (bias != null) {
      timesAt += x.channels;
    }
    return network.groupNorm(name, x, skip, bias, from, spec.groups(), spec.epsilon(), silu);
  }

  private Value convolution(String name, Value x, int outputs, Value plus) {
    return network.convolution(name, x, outputs, 3, 1, 1, 1, plus);
  }

  private Value downsample(String name, Value x) {
    int before = spec.symmetricDownsampling() ? 1 : 0;
    return network.convolution(name, x, x.channels, 3, 2, before, 1, null);
  }
}
