package dev.clientele.kernel.cpu;

import static dev.clientele.kernel.cpu.Lanes.get;
import static dev.clientele.kernel.cpu.Lanes.load;
import static dev.clientele.kernel.cpu.Lanes.put;
import static dev.clientele.kernel.cpu.Lanes.store;

import jdk.incubator.vector.FloatVector;

/** Nearest-neighbour up-sampling by 2 of {@code [batch, height, width, channels]}. */
final class UpsampleLoops {
  private UpsampleLoops() {}

  /** Each pixel of x to four of y. */
  static void forward(long x, long y, int batch, int height, int width, int channels) {
    long rows = (long) batch * height;
    long pixel = 4L * channels;
    int vectors = channels & -Lanes.COUNT;
    for (long r = 0; r < rows; r++) {
      long next = 2L * width * pixel;
      for (int w = 0; w < width; w++, x += pixel, y += 2 * pixel) {
        for (long c = 0; c < 4L * vectors; c += Lanes.BYTES) {
          FloatVector v = load(x + c);
          store(v, y + c);
          store(v, y + c + pixel);
          store(v, y + c + next);
          store(v, y + c + next + pixel);
        }
        for (long c = 4L * vectors; c < pixel; c += 4) {
          float v = get(x + c);
          put(y + c, v);
          put(y + c + pixel, v);
          put(y + c + next, v);
          put(y + c + next + pixel, v);
        }
      }
      y += next;
    }
  }

  /** Each pixel of dx is the sum of the four of dy that {@link #forward} copied it to. */
  static void backward(long dy, long dx, int batch, int height, int width, int channels) {
    long rows = (long) batch * height;
    long pixel = 4L * channels;
    int vectors = channels & -Lanes.COUNT;
    for (long r = 0; r < rows; r++) {
      long next = 2L * width * pixel;
      for (int w = 0; w < width; w++, dx += pixel, dy += 2 * pixel) {
        for (long c = 0; c < 4L * vectors; c += Lanes.BYTES) {
          FloatVector upper = load(dy + c).add(load(dy + c + pixel));
          FloatVector lower = load(dy + c + next).add(load(dy + c + next + pixel));
          store(upper.add(lower), dx + c);
        }
        for (long c = 4L * vectors; c < pixel; c += 4) {
          float upper = get(dy + c) + get(dy + c + pixel);
          float lower = get(dy + c + next) + get(dy + c + next + pixel);
          put(dx + c, upper + lower);
        }
      }
      dy += next;
    }
  }
}
