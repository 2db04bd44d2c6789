package dev.clientele.kernel.cpu;

/**
 * The transform of 3 x 3 weights {@code [3, 3, inputs, outputs]} to planes {@code [inputs,
 * outputs]}, one for each point, and its adjoint. All are addresses.
 */
final class WinogradWeightTransform {
  private static final int TAPS = 3;

  /** Numbers transformed at once, so that what lies between the two halves stays in a cache. */
  private static final int CHUNK = 1024;

  /** Numbers of a plane. */
  private final int plane;

  private final float[][] rows;
  private final float[][] columns;
  private final int points;
  private final long between;

  /**
   * @param plane inputs times outputs
   * @param rows a line of three factors a point: the transform down the columns
   * @param columns the same along the rows
   */
  WinogradWeightTransform(int plane, float[][] rows, float[][] columns, Scratch scratch) {
    this.plane = plane;
    this.rows = rows;
    this.columns = columns;
    points = rows.length;
    between = scratch.at(Scratch.Place.ROWS, CHUNK * (TAPS * (long) points + 1));
  }

  /** {@code R g C^T}. */
  void transform(long weights, long planes) {
    long step = (long) Float.BYTES * plane;
    for (int from = 0; from < plane; from += CHUNK) {
      int bytes = Float.BYTES * Math.min(CHUNK, plane - from);
      long g = weights + (long) Float.BYTES * from;
      long to = planes + (long) Float.BYTES * from;
      for (int i = 0; i < points; i++) {
        for (int b = 0; b < TAPS; b++) {
          combine3(g + b * step, TAPS * step, rows[i], between(TAPS * i + b), bytes);
        }
      }
      for (int i = 0; i < points; i++) {
        for (int j = 0; j < points; j++) {
          combine3(
              between(TAPS * i),
              between(1) - between(0),
              columns[j],
              to + (points * i + j) * step,
              bytes);
        }
      }
    }
  }

  private long between(int index) {
    return between + (long) Float.BYTES * CHUNK * index;
  }

  private static void combine3(long x, long step, float[] f, long to, int bytes) {
    WinogradWeightLoops.combine3(x, x + step, x + 2 * step, f[0], f[1], f[2], to, bytes);
  }

  /**
   * {@code R^T u C}: the gradient of the weights from that of their transform.
   *
   * @param add whether it is added to what is there
   */
  void gradient(long planes, boolean add, long dweights) {
    long step = (long) Float.BYTES * plane;
    for (int from = 0; from < plane; from += CHUNK) {
      int bytes = Float.BYTES * Math.min(CHUNK, plane - from);
      long u = planes + (long) Float.BYTES * from;
      long to = dweights + (long) Float.BYTES * from;
      for (int a = 0; a < TAPS; a++) {
        for (int j = 0; j < points; j++) {
          combine(u + j * step, points * step, rows, a, between(points * a + j), bytes);
        }
      }
      for (int a = 0; a < TAPS; a++) {
        for (int b = 0; b < TAPS; b++) {
          long sum = to + (TAPS * a + b) * step;
          long part = add ? between(TAPS * points) : sum;
          combine(between(points * a), between(1) - between(0), columns, b, part, bytes);
          if (add) {
            WinogradLoops.sum(sum, part, sum, bytes);
          }
        }
      }
    }
  }

  private static void combine(long x, long step, float[][] f, int column, long to, int bytes) {
    float f0 = f[0][column];
    float f1 = f[1][column];
    float f2 = f[2][column];
    float f3 = f[3][column];
    float f4 = f[4][column];
    if (f.length == 5) {
      WinogradWeightLoops.combine5(x, step, f0, f1, f2, f3, f4, to, bytes);
    } else {
      WinogradWeightLoops.combine6(x, step, f0, f1, f2, f3, f4, f[5][column], to, bytes);
    }
  }
}
