package dev.clientele.config;

/**
 * The compute pool.
 *
 * @param workers threads; 0: as many as the machine has cores
 * @param winograd whether 3x3 convolutions use Winograd's algorithm where it is faster
 * @param window visits for each worker that clients may run ahead of the oldest unfinished one
 * @param block updates summed as one block
 * @param attempts how often a visit is tried before it counts as failed
 * @param transfer what goes to a node; decides no result
 * @param stateCacheMegabytes memory for clients' private tensors, which are kept on disk
 */
public record ComputeConfig(
    int workers,
    boolean winograd,
    int window,
    int block,
    int attempts,
    Transfer transfer,
    int stateCacheMegabytes) {
  /** What a node gets of a version of the model. */
  public enum Transfer {
    /** All tensors. */
    FULL,
    /** Those that differ from the version that it got before. */
    CHANGES
  }

  static ComputeConfig read(Block block) {
    return new ComputeConfig(
        block.integer("workers", 0, 1024),
        block.flag("winograd"),
        block.integer("window", 1, 1_000_000),
        block.integer("block", 1, Integer.MAX_VALUE),
        block.integer("attempts", 1, 1000),
        block.choice("transfer", Transfer.class),
        block.integer("state-cache-megabytes", 1, 1_000_000));
  }
}
