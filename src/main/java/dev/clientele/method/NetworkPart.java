package dev.clientele.method;

import dev.clientele.config.MethodConfig;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A part of a network, by the names of its tensors. A U-Net's or, the output alone, an mlp's. */
enum NetworkPart implements Predicate<String> {
  /** From the image down. */
  ENCODER,
  /** Up from the middle, and to the image. */
  DECODER,
  /** The last layers. */
  OUTPUT;

  static NetworkPart of(MethodConfig.PrivatePart part) {
    return switch (part) {
      case ENCODER -> ENCODER;
      case DECODER -> DECODER;
      case OUTPUT -> OUTPUT;
    };
  }

  @Override
  public boolean test(String tensor) {
    Stream<String> layers =
        switch (this) {
          case ENCODER -> Stream.of("conv_in.", "down_blocks.");
          case DECODER -> Stream.of("up_blocks.", "conv_norm_out.", "conv_out.");
          case OUTPUT -> Stream.of("conv_norm_out.", "conv_out.", "output.");
        };
    return layers.anyMatch(tensor::startsWith);
  }
}
