package dev.clientele.data;

import java.util.List;

/**
 * Who holds what: clients {@code 0..registered-1} take part in training, {@code
 * registered..registered+unseen-1} never do. A function of its configuration and seed alone; safe
 * to share between threads.
 */
public interface Federation {
  /** The data set's name, such as "glyphs". */
  String name();

  ImageShape shape();

  /** How many classes the labels tell apart. */
  int classes();

  /** How many clients take part in training. */
  int registered();

  /** How many further clients never take part. */
  int unseen();

  /** The data of client {@code id}, {@code 0 <= id < registered() + unseen()}. */
  ClientData client(int id);

  /**
   * {@code count} labelled images of the federation's domain at large, for training the classifier
   * whose features KID compares. Never a held-out image of any client.
   */
  Images reference(int count);

  /** What class {@code label} is called. */
  default String className(int label) {
    return Integer.toString(label);
  }

  /** The domains that clients may be of, such as "amazon"; empty where there are none. */
  default List<String> domains() {
    return List.of();
  }

  /**
   * The global test set: the data set's own test images where the configuration keeps them out of
   * the clients' hands, otherwise the held-out images of all registered clients.
   *
   * @param most where there are more, this many of them, spread evenly over all
   */
  default Images test(int most) {
    return Pooled.of(this, Part.HELD_OUT, most).loaded();
  }

  /**
   * What could not be used and was left out, a sentence each, because the configuration says so.
   */
  default List<String> skipped() {
    return List.of();
  }
}
