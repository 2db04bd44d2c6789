package dev.clientele.config;

/**
 * A feature network in an ONNX file.
 *
 * @param path the file; empty: none
 * @param inputSize height and width of its input, in pixels
 * @param output the name of the output with the features; empty where it has one output
 */
public record OnnxConfig(String path, int inputSize, Normalisation normalisation, String output) {
  /** What values the network was trained on. */
  public enum Normalisation {
    /** -1 to 1. */
    SYMMETRIC,
    /** 0 to 1. */
    UNIT,
    /** 0 to 255. */
    BYTE,
    /** 0 to 1 less ImageNet's means, over its deviations. */
    IMAGENET
  }

  static OnnxConfig read(Block block) {
    return new OnnxConfig(
        block.text("path"),
        block.integer("input-size", 1, 4096),
        block.choice("normalisation", Normalisation.class),
        block.text("output"));
  }
}
