package dev.clientele.config;

/**
 * When a run writes down where it is.
 *
 * @param every rounds between checkpoints; 0: only when interrupted and at the end
 */
public record CheckpointConfig(int every) {
  static CheckpointConfig read(Block block) {
    return new CheckpointConfig(block.integer("every", 0, Integer.MAX_VALUE));
  }
}
