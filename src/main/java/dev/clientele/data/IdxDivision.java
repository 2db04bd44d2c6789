package dev.clientele.data;

import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import java.util.Arrays;

/** Divides a pool's images among clients by class mixes, each image to one client at most. */
final class IdxDivision {
  private final double[][] mixes;
  // The pool's images in random order, class after class; [next, end) of a class is not given yet.
  private final int[] images;
  private final int[] next;
  private final int[] end;

  private IdxDivision(IdxPool pool, double[][] mixes, RandomStream random) {
    this.mixes = mixes;
    int[] order = random.sample(pool.count(), pool.count());
    end = new int[pool.classes()];
    for (int image : order) {
      end[pool.label(image)]++;
    }
    Arrays.parallelPrefix(end, Integer::sum);
    next = new int[end.length];
    System.arraycopy(end, 0, next, 1, end.length - 1);
    images = new int[order.length];
    int[] at = next.clone();
    for (int image : order) {
      images[at[pool.label(image)]++] = image;
    }
  }

  /**
   * The images of each client, in random order: {@code each} for every client. The clients take
   * turns, one image at a time and in a random order, so that none of them gets what the others
   * left. A client draws a class from its mix; where that class has run out, it takes the class
   * that is likeliest in its mix among those that are left.
   */
  static int[][] divide(IdxPool pool, int clients, int each, double concentration, RandomKey key) {
    double[][] mixes = new double[clients][];
    RandomStream[] draws = new RandomStream[clients];
    for (int id = 0; id < clients; id++) {
      mixes[id] = mix(pool, id, concentration, key);
      draws[id] = key.child("division").child(id).stream();
    }
    RandomStream random = key.child("order").stream();
    IdxDivision division = new IdxDivision(pool, mixes, random);
    int[] turns = random.sample(clients, clients);
    int[][] given = new int[clients][each];
    for (int i = 0; i < each; i++) {
      for (int id : turns) {
        given[id][i] = division.take(id, draws[id]);
      }
    }
    for (int id = 0; id < clients; id++) {
      draws[id].shuffle(given[id]); // what ran out early must not set held-out images apart
    }
    return given;
  }

  /** The class mix of a client. */
  static double[] mix(IdxPool pool, int id, double concentration, RandomKey key) {
    return key.child("mix").child(id).stream().nextDirichlet(pool.classes(), concentration);
  }

  private int take(int id, RandomStream draw) {
    int drawn = ClassMix.draw(mixes[id], draw);
    return images[next[next[drawn] < end[drawn] ? drawn : likeliest(mixes[id])]++];
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
