package dev.clientele.config;

/**
 * How a visit's update is made smaller on its way to the server.
 *
 * @param share top-k: of all numbers that are sent
 * @param block int8: neighbours that share a scale
 * @param errorFeedback whether a client adds what was not sent to its next update
 */
public record CompressionConfig(Kind kind, double share, int block, boolean errorFeedback) {
  /** In which way. */
  public enum Kind {
    /** It is sent as it is. */
    NONE,
    /** Only the numbers that are largest in magnitude are sent. */
    TOP_K,
    /** Every number takes eight bits. */
    INT8
  }

  static CompressionConfig read(Block block) {
    return new CompressionConfig(
        block.choice("kind", Kind.class),
        block.number("share", Range.POSITIVE_SHARE),
        block.integer("block", 1, Integer.MAX_VALUE),
        block.flag("error-feedback"));
  }
}
