package dev.clientele.config;

/**
 * What is measured, and how thoroughly.
 *
 * @param every rounds between measurements; 0: only at the end
 * @param clients seen clients that are measured
 * @param lossDraws noise levels a held-out image is measured at
 * @param kidSamples generated images a client for KID; 0: no KID
 * @param pictureColumns generated images a row of a picture
 */
public record EvaluationConfig(
    int every, int clients, int lossDraws, int kidSamples, int pictureColumns) {

  static EvaluationConfig read(Block block) {
    return new EvaluationConfig(
        block.integer("every", 0, Integer.MAX_VALUE),
        block.integer("clients", 0, Integer.MAX_VALUE),
        block.integer("loss-draws", 1, 1_000_000),
        block.integer("kid-samples", 0, 1_000_000),
        block.integer("picture-columns", 1, 1000));
  }
}
