package dev.clientele.data;

import java.util.List;

/**
 * A source of labelled images, each read when it is asked for. Immutable; safe to share between
 * threads.
 */
public interface ImagePool {
  /** The data set's name, such as "cifar10". */
  String name();

  /** Every image's size, as stored; 1 channel or 3. */
  ImageShape shape();

  int count();

  /** One more than the largest label that the source can have. */
  int classes();

  /** The class of image {@code i}. */
  int label(int i);

  /** Puts image {@code i} into {@code to}: brightness 0..255, row-major, channels innermost. */
  void read(int i, byte[] to);

  /** What class {@code label} is called. */
  default String className(int label) {
    return Integer.toString(label);
  }

  /** The names of the domains; empty where there are none. */
  default List<String> domains() {
    return List.of();
  }

  /** The number of the domain of image {@code i}; -1 where there are none. */
  default int domain(int i) {
    return -1;
  }

  /** What a file of natural ids calls image {@code i}: its path or its number. */
  default String imageName(int i) {
    return Integer.toString(i);
  }

  /**
   * Whether an image goes on beyond its edge as it is there, as photographs do; otherwise beyond
   * its edge it is black.
   */
  default boolean goesOn() {
    return true;
  }
}
