package dev.clientele.data;

import dev.clientele.tensor.RandomKey;

/** Images that are divided among some clients: those of one domain, or all. */
final class Group {
  private final int[] images;
  private final int[] clients;
  private final int[] sizes;
  private final RandomKey order;

  /**
   * Takes the arrays over: nobody may write to them again.
   *
   * @param images numbers of the pool's images
   * @param clients the clients' numbers
   * @param sizes how many images each of them is to have; together at most as many as there are
   * @param order names the stream of the images' order and the clients' turns
   */
  Group(int[] images, int[] clients, int[] sizes, RandomKey order) {
    this.images = images;
    this.clients = clients;
    this.sizes = sizes;
    this.order = order;
  }

  int[] images() {
    return images;
  }

  int[] clients() {
    return clients;
  }

  int[] sizes() {
    return sizes;
  }

  RandomKey order() {
    return order;
  }
}
