package dev.clientele.kernel.cpu;

import static dev.clientele.kernel.cpu.Lanes.get;
import static dev.clientele.kernel.cpu.Lanes.put;

import jdk.incubator.vector.FloatVector;

/**
 * What surrounds the matrix products of {@link ThinConvolution}. Vectors are stored where the next
 * ones overwrite what is too much of them, so reads and writes may go {@link #BEYOND} numbers
 * beyond an end where that is said.
 */
final class PatchLoops {
  /** Numbers that may be read or written beyond the last one. */
  static final int BEYOND = Wide.MOST;

  private static final int TAPS = 3;

  private PatchLoops() {}

  /**
   * The 3 x 3 pixels around every pixel of a row: {@code [width, 3, 3, channels]}.
   *
   * @param above the row above, from the pixel left of the first one on; readable beyond its end
   * @param step bytes to the next row
   * @param to writable beyond its end
   */
  static void patches(long above, long step, int width, int channels, long to) {
    int pixel = Float.BYTES * channels;
    int run = TAPS * pixel;
    for (int c = 0; c < width; c++, above += pixel) {
      for (int t = 0; t < TAPS; t++, to += run) {
        long from = above + t * step;
        for (int i = 0; i < run; i += Wide.BYTES) {
          Wide.store(Wide.load(from + i), to + i);
        }
      }
    }
  }

  /**
   * A row of a convolution from the products of every pixel with every tap: {@code y[c] = bias +
   * sum over taps of z[row + i - 1, c + j - 1, i, j]}, in the order of the taps. Rows are {@code
   * [width, 3, 3, channels]}, readable beyond their ends.
   *
   * @param above the row above, zeros outside the image
   * @param bias of a whole vector
   * @param y of at most 8 channels; writable beyond its end
   */
  static void gather(long above, long row, long below, int width, int channels, long bias, long y) {
    edge(above, row, below, 0, width, channels, bias, y);
    int pixel = Float.BYTES * channels;
    int step = TAPS * TAPS * pixel;
    int down = TAPS * pixel;
    int twice = 2 * down;
    FloatVector b = Lanes.load(bias);
    for (int c = 1; c < width - 1; c++) {
      long at = (long) (c - 1) * step;
      long next = at + step + pixel;
      long last = next + step + pixel;
      FloatVector s = b.add(Lanes.load(above + at));
      s = s.add(Lanes.load(above + next));
      s = s.add(Lanes.load(above + last));
      s = s.add(Lanes.load(row + at + down));
      s = s.add(Lanes.load(row + next + down));
      s = s.add(Lanes.load(row + last + down));
      s = s.add(Lanes.load(below + at + twice));
      s = s.add(Lanes.load(below + next + twice));
      s = s.add(Lanes.load(below + last + twice));
      Lanes.store(s, y + (long) c * pixel);
    }
    if (width > 1) {
      edge(above, row, below, width - 1, width, channels, bias, y);
    }
  }

  private static void edge(
      long above, long row, long below, int column, int width, int channels, long bias, long y) {
    for (int k = 0; k < channels; k++) {
      float sum = get(bias + 4L * k);
      for (int i = 0; i < TAPS; i++) {
        long of = i == 0 ? above : i == 1 ? row : below;
        for (int j = 0; j < TAPS; j++) {
          int c = column + j - 1;
          if (c >= 0 && c < width) {
            int tap = TAPS * i + j;
            sum += get(of + 4L * (((long) c * TAPS * TAPS + tap) * channels + k));
          }
        }
      }
      put(y + 4L * ((long) column * channels + k), sum);
    }
  }

  /** Weights {@code [outputs, inputs, 3, 3]} to {@code [inputs, 3, 3, outputs]}. */
  static void byInput(long plain, int inputs, int outputs, long to) {
    int taps = TAPS * TAPS;
    for (int o = 0; o < outputs; o++) {
      for (int i = 0; i < inputs; i++) {
        for (int t = 0; t < taps; t++, plain += Float.BYTES) {
          put(to + 4L * (((long) i * taps + t) * outputs + o), get(plain));
        }
      }
    }
  }

  /**
   * Weights in any order to {@code [outputs, inputs, 3, 3]}.
   *
   * @param from the first tap of the first input, whose outputs lie side by side
   * @param input bytes to the next input
   * @param tap bytes to the next tap
   */
  static void toPlain(long from, long input, long tap, int inputs, int outputs, long plain) {
    for (int o = 0; o < outputs; o++) {
      for (int i = 0; i < inputs; i++) {
        for (int t = 0; t < TAPS * TAPS; t++, plain += Float.BYTES) {
          put(plain, get(from + i * input + t * tap + 4L * o));
        }
      }
    }
  }
}
