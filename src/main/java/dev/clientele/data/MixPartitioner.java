package dev.clientele.data;

import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import java.util.Arrays;

/**
 * By class mixes. The clients take turns, one image at a time and in a random order, so that none
 * of them gets what the others left. A client draws a class from its mix; where that class has run
 * out, it takes the class that is likeliest in its mix among those that are left.
 *
 * @param mixes every client's
 * @param key names the clients' draws
 */
record MixPartitioner(ClassMixes mixes, RandomKey key) implements Partitioner {
  @Override
  public int[][] divide(ImagePool pool, Group group) {
    int clients = group.clients().length;
    double[][] mix = new double[clients][];
    RandomStream[] draws = new RandomStream[clients];
    for (int k = 0; k < clients; k++) {
      int id = group.clients()[k];
      mix[k] = mixes.of(id, pool.classes());
      draws[k] = key.child("division").child(id).stream();
    }
    RandomStream random = group.order().stream();
    Stock stock = new Stock(pool, group.images(), random);
    int[] turns = random.sample(clients, clients);
    int[][] given = new int[clients][];
    Arrays.setAll(given, k -> new int[group.sizes()[k]]);
    int longest = Arrays.stream(group.sizes()).max().orElse(0);
    for (int i = 0; i < longest; i++) {
      for (int k : turns) {
        if (i < given[k].length) {
          given[k][i] = stock.take(mix[k], draws[k]);
        }
      }
    }
    for (int k = 0; k < clients; k++) {
      draws[k].shuffle(given[k]); // what ran out early must not set held-out images apart
    }
    return given;
  }

  /** What is left of every class. */
  private static final class Stock {
    // The images in random order, class after class; [next, end) of a class is not given yet.
    private final int[] images;
    private final int[] next;
    private final int[] end;

    Stock(ImagePool pool, int[] group, RandomStream random) {
      int[] order = random.sample(group.length, group.length);
      end = new int[pool.classes()];
      for (int place : order) {
        end[pool.label(group[place])]++;
      }
      Arrays.parallelPrefix(end, Integer::sum);
      next = new int[end.length];
      System.arraycopy(end, 0, next, 1, end.length - 1);
      images = new int[order.length];
      int[] at = next.clone();
      for (int place : order) {
        images[at[pool.label(group[place])]++] = group[place];
      }
    }

    int take(double[] mix, RandomStream draw) {
      int drawn = ClassMix.draw(mix, draw);
      return images[next[next[drawn] < end[drawn] ? drawn : likeliest(mix)]++];
    }

    private int likeliest(double[] mix) {
      int best = -1;
      for (int c = 0; c < mix.length; c++) {
        if (next[c] < end[c] && (best < 0 || mix[c] > mix[best])) {
          best = c;
        }
      }
      return best;
    }
  }
}
