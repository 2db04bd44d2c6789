package dev.clientele.kernel.cpu;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.ConvolutionShape;
import dev.clientele.kernel.Step;

/** The 3 x 3 pixels around every pixel of images of few channels, as rows of a matrix. */
final class Patches implements Step {
  private final ConvolutionShape shape;
  private final int channels;
  private final long images;
  private final long padded;
  private final Buffer rows;

  /**
   * @param shape of the images, and no more
   * @param scratch in which {@link #rows} lie
   */
  Patches(ConvolutionShape shape, int channels, long images, Scratch scratch) {
    this.shape = shape;
    this.channels = channels;
    this.images = images;
    long pixels = (long) shape.batch() * shape.height() * shape.width();
    long floats = pixels * length();
    rows = new Buffer(scratch.at(Scratch.Place.LEFT, floats + PatchLoops.BEYOND), floats);
    long all = (long) (shape.height() + 2) * (shape.width() + 2) * channels;
    padded = scratch.at(Scratch.Place.ROWS, all + 2 * PatchLoops.BEYOND);
  }

  /** Numbers of a row. */
  int length() {
    return 9 * channels;
  }

  /** A row a pixel. */
  Buffer rows() {
    return rows;
  }

  @Override
  public void run() {
    int pixel = Float.BYTES * channels;
    long row = (long) shape.width() * channels;
    long step = row * Float.BYTES + 2L * pixel;
    WinogradLoops.clear(
        padded, Math.toIntExact((shape.height() + 2) * step) + Float.BYTES * PatchLoops.BEYOND);
    long from = images;
    long to = rows.address();
    for (int image = 0; image < shape.batch(); image++) {
      for (int r = 0; r < shape.height(); r++, from += row * Float.BYTES) {
        ElementLoops.copy(from, padded + (r + 1) * step + pixel, row);
      }
      for (int r = 0; r < shape.height(); r++) {
        PatchLoops.patches(padded + r * step, step, shape.width(), channels, to);
        to += (long) shape.width() * length() * Float.BYTES;
      }
    }
  }
}
