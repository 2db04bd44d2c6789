package dev.clientele.data;

/** A rule by which a group's images are divided among its clients, each to one client at most. */
sealed interface Partitioner permits IidPartitioner, MixPartitioner, ShardPartitioner {
  /**
   * The images of each client of the group, in the order of its clients, each client's in random
   * order: the first are trained on, the last held out.
   */
  int[][] divide(ImagePool pool, Group group);
}
