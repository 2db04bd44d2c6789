package dev.clientele.config;

/**
 * What the clients hold.
 *
 * @param path the folder with the data files; empty for glyphs
 * @param height pixels
 * @param width pixels
 * @param channels 1 grey, 3 colour
 * @param styleStrength how strongly the clients' styles differ, from 0
 * @param rotation the largest angle by which a client turns its images, in degrees
 * @param labelConcentration of the Dirichlet distribution of a client's class mix
 */
public record DataConfig(
    Kind kind,
    String path,
    int height,
    int width,
    int channels,
    double styleStrength,
    double rotation,
    double labelConcentration) {

  /** Where the images come from. */
  public enum Kind {
    /** Drawn on demand. */
    GLYPHS,
    /** Files in MNIST's format. */
    IDX
  }

  static DataConfig read(Block block) {
    return new DataConfig(
        block.choice("kind", Kind.class),
        block.text("path"),
        block.integer("height", 1, 4096),
        block.integer("width", 1, 4096),
        block.integer("channels", 1, 64),
        block.number("style-strength", Range.NOT_NEGATIVE),
        block.number("rotation", Range.HALF_TURN),
        block.number("label-concentration", Range.POSITIVE));
  }

  DataConfig withPath(String folder) {
    return new DataConfig(
        kind, folder, height, width, channels, styleStrength, rotation, labelConcentration);
  }
}
