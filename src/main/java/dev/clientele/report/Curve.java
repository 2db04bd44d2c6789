package dev.clientele.report;

import java.util.Arrays;

/** Points of one line of a chart, in the order in which they were added. Not thread-safe. */
final class Curve {
  /** More points than pixels would only make the file larger. */
  private static final int DRAWN = 500;

  private final String name;
  private double[] x = new double[16];
  private double[] y = new double[16];
  private int size;

  Curve(String name) {
    this.name = name;
  }

  /** Adds a point; one that is not finite is left out. */
  void add(double atX, double atY) {
    if (!Double.isFinite(atX) || !Double.isFinite(atY)) {
      return;
    }
    if (size == x.length) {
      x = Arrays.copyOf(x, 2 * size);
      y = Arrays.copyOf(y, 2 * size);
    }
    x[size] = atX;
    y[size++] = atY;
  }

  String name() {
    return name;
  }

  int size() {
    return size;
  }

  double x(int i) {
    return x[i];
  }

  double y(int i) {
    return y[i];
  }

  /** The same curve, or means over equal stretches of it where it has more points than pixels. */
  Curve drawn() {
    if (size <= DRAWN) {
      return this;
    }
    Curve thin = new Curve(name);
    for (int i = 0; i < DRAWN; i++) {
      int from = (int) ((long) i * size / DRAWN);
      int to = (int) ((i + 1L) * size / DRAWN);
      double sumX = 0;
      double sumY = 0;
      for (int j = from; j < to; j++) {
        sumX += x[j];
        sumY += y[j];
      }
      thin.add(sumX / (to - from), sumY / (to - from));
    }
    return thin;
  }
}
