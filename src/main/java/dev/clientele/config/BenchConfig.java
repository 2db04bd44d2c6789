package dev.clientele.config;

/**
 * What {@code clientele bench} measures.
 *
 * @param scenario what is done again and again
 * @param warmUpSeconds before the repeats that count
 * @param repeats of which the median is told
 * @param steps batches a worker trains on (step) or draws (sampling) in one repeat
 * @param embeddingOnly step: whether the client embedding alone is trained
 * @param inputs overhead: numbers of a vector
 * @param classes overhead: classes that are told apart
 */
public record BenchConfig(
    Scenario scenario,
    double warmUpSeconds,
    int repeats,
    int steps,
    boolean embeddingOnly,
    int inputs,
    int classes) {

  /** What can be measured. */
  public enum Scenario {
    /** A training step. */
    STEP,
    /** Whole rounds. */
    ROUND,
    /** The adaptation of unseen clients. */
    ADAPTATION,
    /** Drawing images. */
    SAMPLING,
    /** Rounds of a classifier so small that its arithmetic takes next to nothing. */
    OVERHEAD,
    /** Rounds of visits that do nothing at all. */
    CLOCK
  }

  static BenchConfig read(Block block) {
    return new BenchConfig(
        block.choice("scenario", Scenario.class),
        block.number("warm-up-seconds", Range.NOT_NEGATIVE),
        block.integer("repeats", 1, 1_000_000),
        block.integer("steps", 1, 1_000_000),
        block.flag("embedding-only"),
        block.integer("inputs", 1, 65536),
        block.integer("classes", 2, 65536));
  }
}
