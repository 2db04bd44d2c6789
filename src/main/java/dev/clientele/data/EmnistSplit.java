package dev.clientele.data;

import java.util.Locale;

/** The splits of EMNIST (Cohen, Afshar, Tapson and van Schaik 2017). */
enum EmnistSplit {
  BYCLASS(0, 62),
  BYMERGE(0, 47),
  BALANCED(0, 47),
  /** Labelled from 1. */
  LETTERS(1, 26),
  DIGITS(0, 10),
  MNIST(0, 10);

  private final int first;
  private final int classes;

  EmnistSplit(int first, int classes) {
    this.first = first;
    this.classes = classes;
  }

  /** The label of the first class in the files. */
  int first() {
    return first;
  }

  int classes() {
    return classes;
  }

  /** What its files' names call it. */
  String title() {
    return name().toLowerCase(Locale.ROOT);
  }
}
