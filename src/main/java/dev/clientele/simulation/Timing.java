package dev.clientele.simulation;

import java.util.Optional;

/**
 * How long something took by the clock on the wall: not a function of configuration and seed.
 *
 * @param phase what it was part of
 * @param round the round, or how many were behind it
 * @param seconds how long
 * @param images training images worked through meanwhile; 0 for an evaluation
 * @param cluster what the other nodes had to do with it; empty where there is one process
 */
public record Timing(
    Phase phase, int round, double seconds, long images, Optional<Cluster> cluster) {
  /**
   * The nodes on which clients work.
   *
   * @param nodes how many there are at the end
   * @param bytesDown in messages to them meanwhile, as they crossed
   * @param bytesUp in messages from them
   */
  public record Cluster(int nodes, long bytesDown, long bytesUp) {}
}
