package dev.clientele.data;

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
}
