package dev.clientele.network;

import dev.clientele.kernel.Kernels;
import java.util.List;
import java.util.function.Predicate;

/**
 * A U-Net of the structure, tensor names and shapes of diffusers' {@code UNet2DModel} (Ho et al.
 * 2020), with an optional embedding of the label that diffusers does not have.
 *
 * @param widths channels of each level ({@code block_out_channels})
 * @param blocks residual blocks a level ({@code layers_per_block})
 * @param downAttention whether a level has attention on the way down
 * @param upAttention whether a level has attention on the way up; in the levels' order, not in that
 *     of up_blocks
 * @param middleAttention whether the middle block has attention
 * @param headChannels channels a head; 0 for a single head
 * @param groups groups of the group normalisation
 * @param epsilon of the group normalisation
 * @param symmetricDownsampling whether the strided convolutions pad all sides by one, or only below
 *     and to the right
 * @param clients rows of the class embedding ({@code num_class_embeds})
 * @param labels rows of the label embedding
 * @param clientWidth numbers of a client's embedding; diffusers' has as many as the time embedding
 */
public record UNetSpec(
    int height,
    int width,
    int channels,
    List<Integer> widths,
    int blocks,
    List<Boolean> downAttention,
    List<Boolean> upAttention,
    boolean middleAttention,
    int headChannels,
    int groups,
    float epsilon,
    TimeFeatures timeFeatures,
    boolean symmetricDownsampling,
    int clients,
    int labels,
    int clientWidth)
    implements DenoiserSpec {

  /** Rejects what cannot be built, saying what was expected. */
  public UNetSpec {
    widths = List.copyOf(widths);
    downAttention = List.copyOf(downAttention);
    upAttention = List.copyOf(upAttention);
    int levels = widths.size();
    check(levels > 0, "at least one level", widths);
    check(blocks > 0, "at least one block a level", blocks);
    check(groups > 0, "at least one group", groups);
    check(headChannels >= 0, "0 or more channels a head", headChannels);
    check(
        height > 0 && width > 0 && channels > 0,
        "an image of positive size",
        height + " x " + width + " x " + channels);
    check(downAttention.size() == levels, levels + " attention flags", downAttention);
    check(upAttention.size() == levels, levels + " attention flags", upAttention);
    int divisor = 1 << (levels - 1);
    check(
        height % divisor == 0 && width % divisor == 0,
        "an image size divisible by " + divisor + " for " + levels + " levels",
        height + " x " + width);
    for (int level = 0; level < levels; level++) {
      int w = widths.get(level);
      boolean attends =
          downAttention.get(level)
              || upAttention.get(level)
              || (middleAttention && level == levels - 1);
      check(w > 0, "positive widths", w);
      check(w % groups == 0, "widths divisible by " + groups + " groups", w);
      check(
          headChannels == 0 || !attends || w % headChannels == 0,
          "widths divisible by " + headChannels + " channels a head",
          w);
    }
    int embedding = 4 * widths.getFirst();
    check(
        clientWidth > 0 && clientWidth <= embedding,
        "1 to " + embedding + " numbers of a client's embedding",
        clientWidth);
  }

  /** A network whose client embedding is as wide as the time embedding. */
  public UNetSpec(
      int height,
      int width,
      int channels,
      List<Integer> widths,
      int blocks,
      List<Boolean> downAttention,
      List<Boolean> upAttention,
      boolean middleAttention,
      int headChannels,
      int groups,
      float epsilon,
      TimeFeatures timeFeatures,
      boolean symmetricDownsampling,
      int clients,
      int labels) {
    this(
        height,
        width,
        channels,
        widths,
        blocks,
        downAttention,
        upAttention,
        middleAttention,
        headChannels,
        groups,
        epsilon,
        timeFeatures,
        symmetricDownsampling,
        clients,
        labels,
        widths.isEmpty() ? 0 : 4 * widths.getFirst());
  }

  private static void check(boolean holds, String expected, Object was) {
    if (!holds) {
      throw new IllegalArgumentException("expected " + expected + " but was " + was);
    }
  }

  /**
   * The network that our configurations describe: diffusers' defaults around the given sizes.
   *
   * @param attention the levels with attention, counted from 0
   */
  public static UNetSpec of(
      int height,
      int width,
      int channels,
      List<Integer> widths,
      int blocks,
      List<Integer> attention,
      int headChannels,
      int groups,
      int labels) {
    List<Boolean> flags =
        java.util.stream.IntStream.range(0, widths.size()).mapToObj(attention::contains).toList();
    return new UNetSpec(
        height,
        width,
        channels,
        widths,
        blocks,
        flags,
        flags,
        true,
        headChannels,
        groups,
        1e-5f,
        new TimeFeatures(widths.getFirst(), true, 0),
        true,
        0,
        labels);
  }

  @Override
  public int embeddingWidth() {
    return 4 * widths.getFirst();
  }

  @Override
  public UNetSpec withClients(int rows) {
    return with(rows, clientWidth);
  }

  @Override
  public UNetSpec withClientWidth(int numbers) {
    return with(clients, numbers);
  }

  private UNetSpec with(int rows, int numbers) {
    return new UNetSpec(
        height,
        width,
        channels,
        widths,
        blocks,
        downAttention,
        upAttention,
        middleAttention,
        headChannels,
        groups,
        epsilon,
        timeFeatures,
        symmetricDownsampling,
        rows,
        labels,
        numbers);
  }

  @Override
  public Denoiser prepare(
      Kernels kernels, int batch, Predicate<String> trained, boolean inputGradient) {
    return lay(new NetworkBuilder(kernels, batch, trained), inputGradient);
  }

  /** Lays the network out with what the builder puts beside its layers. */
  Denoiser lay(NetworkBuilder builder, boolean inputGradient) {
    Denoiser.Inputs inputs = Denoiser.Inputs.allocate(builder, this, inputGradient);
    return new UNet(this, builder, inputs).denoiser();
  }
}
