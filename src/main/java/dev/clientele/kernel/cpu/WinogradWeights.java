package dev.clientele.kernel.cpu;

/**
 * The arrangements of 3 x 3 weights: PyTorch's {@code [outputs, inputs, 3, 3]}, ours {@code [3, 3,
 * inputs, outputs]}, and transformed, 36 planes of {@code [inputs, outputs]}. All are addresses.
 */
final class WinogradWeights {
  /** G of F(4x4, 3x3), Lavin and Gray 2016. */
  private static final float[][] G = {
    {1 / 4f, 0, 0},
    {-1 / 6f, -1 / 6f, -1 / 6f},
    {-1 / 6f, 1 / 6f, -1 / 6f},
    {1 / 24f, 1 / 12f, 1 / 6f},
    {1 / 24f, -1 / 12f, 1 / 6f},
    {0, 0, 1}
  };

  private static final int TAPS = 9;

  /** Numbers transformed at once, so that what lies between the two halves stays in a cache. */
  private static final int CHUNK = 1024;

  private final int inputs;
  private final int outputs;
  private final long between;

  WinogradWeights(int inputs, int outputs, Scratch scratch) {
    this.inputs = inputs;
    this.outputs = outputs;
    between = scratch.at(Scratch.Place.ROWS, 18L * CHUNK);
  }

  /** PyTorch's to ours. */
  void load(long plain, long weights) {
    WinogradWeightLoops.fromPlain(plain, weights, inputs, outputs);
  }

  /** Ours to PyTorch's. */
  void store(long weights, long plain) {
    WinogradWeightLoops.toPlain(weights, plain, inputs, outputs);
  }

  /** {@code G g G^T}. */
  void transform(long weights, long planes) {
    int all = inputs * outputs;
    long plane = (long) Float.BYTES * all;
    for (int from = 0; from < all; from += CHUNK) {
      int bytes = Float.BYTES * Math.min(CHUNK, all - from);
      long g = weights + (long) Float.BYTES * from;
      long to = planes + (long) Float.BYTES * from;
      for (int i = 0; i < 6; i++) {
        for (int b = 0; b < 3; b++) {
          combine3(g + b * plane, 3 * plane, G[i], between(3 * i + b), bytes);
        }
      }
      for (int i = 0; i < 6; i++) {
        for (int j = 0; j < 6; j++) {
          combine3(between(3 * i), between(1) - between(0), G[j], to + (6 * i + j) * plane, bytes);
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

  /** {@code G^T u G}: the gradient of the weights from that of their transform. */
  void gradient(long planes, long dweights) {
    int all = inputs * outputs;
    long plane = (long) Float.BYTES * all;
    for (int from = 0; from < all; from += CHUNK) {
      int bytes = Float.BYTES * Math.min(CHUNK, all - from);
      long u = planes + (long) Float.BYTES * from;
      long to = dweights + (long) Float.BYTES * from;
      for (int a = 0; a < 3; a++) {
        for (int j = 0; j < 6; j++) {
          combine6(u + j * plane, 6 * plane, a, between(6 * a + j), bytes);
        }
      }
      for (int a = 0; a < 3; a++) {
        for (int b = 0; b < 3; b++) {
          combine6(between(6 * a), between(1) - between(0), b, to + (3 * a + b) * plane, bytes);
        }
      }
    }
  }

  private static void combine6(long x, long step, int column, long to, int bytes) {
    WinogradWeightLoops.combine6(
        x,
        step,
        G[0][column],
        G[1][column],
        G[2][column],
        G[3][column],
        G[4][column],
        G[5][column],
        to,
        bytes);
  }

  /** The weights of the backward pass: turned by half a turn, inputs and outputs exchanged. */
  void reverse(long weights, long reversed) {
    long tap = (long) Float.BYTES * inputs * outputs;
    for (int t = 0; t < TAPS; t++) {
      WinogradWeightLoops.transpose(
          weights + t * tap, reversed + (TAPS - 1 - t) * tap, inputs, outputs);
    }
  }
}
