package dev.clientele.data;

import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import java.util.Arrays;

/**
 * McMahan et al. 2017: the images, sorted by class, are cut into shards, and every client is dealt
 * a few of them at random; so most clients have only a few classes.
 *
 * @param each shards a client
 * @param key names the clients' streams
 */
record ShardPartitioner(int each, RandomKey key) implements Partitioner {
  ShardPartitioner {
    if (each < 1) {
      throw new IllegalArgumentException("expected at least 1 shard a client but was " + each);
    }
  }

  @Override
  public int[][] divide(ImagePool pool, Group group) {
    int clients = group.clients().length;
    RandomStream random = group.order().stream();
    int[] sorted = sorted(pool, group, random);
    int[][] given = new int[clients][];
    int[] filled = new int[clients];
    int[] dealt = new int[clients];
    Arrays.setAll(given, k -> new int[group.sizes()[k]]);
    int[] deal = random.sample(clients * each, clients * each);
    int at = 0;
    for (int shard : deal) {
      int k = shard % clients;
      // A client's shards are of equal size but for rounding, which later shards make up for.
      int until = (int) ((long) given[k].length * ++dealt[k] / each);
      System.arraycopy(sorted, at, given[k], filled[k], until - filled[k]);
      at += until - filled[k];
      filled[k] = until;
    }
    for (int k = 0; k < clients; k++) {
      key.child("division").child(group.clients()[k]).stream().shuffle(given[k]);
    }
    return given;
  }

  /** As many of the group's images as are given away, chosen at random, class after class. */
  private static int[] sorted(ImagePool pool, Group group, RandomStream random) {
    int[] chosen = random.sample(group.images().length, Arrays.stream(group.sizes()).sum());
    int[] end = new int[pool.classes() + 1];
    for (int place : chosen) {
      end[pool.label(group.images()[place]) + 1]++;
    }
    Arrays.parallelPrefix(end, Integer::sum);
    int[] sorted = new int[chosen.length];
    for (int place : chosen) {
      int image = group.images()[place];
      sorted[end[pool.label(image)]++] = image;
    }
    return sorted;
  }
}
