package dev.clientele.metric;

/** Checks of feature sets: one row an image. */
final class Features {
  private Features() {}

  /** The rows' common length, after checking that both sets have two rows and equal lengths. */
  static int requireComparable(float[][] x, float[][] y) {
    if (x.length < 2 || y.length < 2) {
      throw new IllegalArgumentException(
          "expected features of at least 2 images in either set but was "
              + x.length
              + " and "
              + y.length);
    }
    int d = x[0].length;
    requireRows(x, d);
    requireRows(y, d);
    return d;
  }

  private static void requireRows(float[][] rows, int d) {
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != d || d == 0) {
        throw new IllegalArgumentException(
            "features of image " + i + ": expected " + d + " numbers but was " + rows[i].length);
      }
    }
  }
}
