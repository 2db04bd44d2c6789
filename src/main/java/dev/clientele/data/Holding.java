package dev.clientele.data;

/** One client's images: numbers of the pool's images, those to train on first. */
final class Holding {
  private final int[] images;
  private final String name;
  private final int domain;

  /**
   * What a client holds.
   *
   * @param images taken over: nobody may write to it again
   * @param name the client's natural id, or empty
   * @param domain the number of the domain that they are all from; -1 if there is none
   */
  Holding(int[] images, String name, int domain) {
    this.images = images;
    this.name = name;
    this.domain = domain;
  }

  /** The images' numbers; not a copy. */
  int[] images() {
    return images;
  }

  /** The client's natural id, or empty. */
  String name() {
    return name;
  }

  /** The number of the images' domain; -1 if there is none. */
  int domain() {
    return domain;
  }
}
