package dev.clientele.config;

/**
 * When a run writes down where it is.
 *
 * @param every rounds between checkpoints; 0: only when interrupted and at the end
 * @param events settled visits between checkpoints; 0: only between rounds
 */
public record CheckpointConfig(int every, int events) {
  static CheckpointConfig read(Block block) {
    return new CheckpointConfig(
        block.integer("every", 0, Integer.MAX_VALUE),
        block.integer("events", 0, Integer.MAX_VALUE));
  }
}
