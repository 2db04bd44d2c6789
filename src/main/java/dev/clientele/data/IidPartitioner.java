package dev.clientele.data;

import java.util.Arrays;

/** Images at random, whatever their class. */
record IidPartitioner() implements Partitioner {
  @Override
  public int[][] divide(ImagePool pool, Group group) {
    int count = group.images().length;
    int[] order = group.order().stream().sample(count, count);
    int[][] given = new int[group.clients().length][];
    int at = 0;
    for (int k = 0; k < given.length; k++) {
      int from = at;
      given[k] = new int[group.sizes()[k]];
      Arrays.setAll(given[k], i -> group.images()[order[from + i]]);
      at += given[k].length;
    }
    return given;
  }
}
