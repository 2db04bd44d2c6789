package dev.clientele.kernel.cpu;

import dev.clientele.kernel.GroupNormShape;

/** Group normalisation as its definition says, in double precision. */
final class GroupNormReference {
  private final GroupNormShape shape;

  GroupNormReference(GroupNormShape shape) {
    this.shape = shape;
  }

  /** {@code arguments}: x1, x2 (or null), bias (or null), scale, shift. */
  double[] forward(double[]... arguments) {
    int channels = shape.channels();
    int size = channels / shape.groups();
    double[] y = new double[shape.batch() * shape.pixels() * channels];
    for (int n = 0; n < shape.batch(); n++) {
      for (int from = 0; from < channels; from += size) {
        double count = (double) size * shape.pixels();
        double mean = 0;
        for (int i = 0; i < count; i++) {
          mean += input(arguments, n, i / size, from + i % size) / count;
        }
        double variance = 0;
        for (int i = 0; i < count; i++) {
          double d = input(arguments, n, i / size, from + i % size) - mean;
          variance += d * d / count;
        }
        double r = 1 / Math.sqrt(variance + shape.epsilon());
        for (int i = 0; i < count; i++) {
          int c = from + i % size;
          double u = (input(arguments, n, i / size, c) - mean) * r * arguments[3][c];
          u += arguments[4][c];
          y[(n * shape.pixels() + i / size) * channels + c] =
              shape.silu() ? u / (1 + Math.exp(-u)) : u;
        }
      }
    }
    return y;
  }

  private double input(double[][] arguments, int n, int pixel, int c) {
    int at = n * shape.pixels() + pixel;
    double x =
        c < shape.channels1()
            ? arguments[0][at * shape.channels1() + c]
            : arguments[1][at * shape.channels2() + c - shape.channels1()];
    return arguments[2] == null ? x : x + arguments[2][n * shape.biasStride() + c];
  }

  /** The gradient of {@code sum(dy * forward(arguments))} with respect to one of the arguments. */
  double[] backward(double[] dy, int of, double[]... arguments) {
    double[] gradient = new double[arguments[of].length];
    double h = 1e-5;
    for (int i = 0; i < gradient.length; i++) {
      double kept = arguments[of][i];
      arguments[of][i] = kept + h;
      double[] high = forward(arguments);
      arguments[of][i] = kept - h;
      double[] low = forward(arguments);
      arguments[of][i] = kept;
      for (int j = 0; j < dy.length; j++) {
        gradient[i] += dy[j] * (high[j] - low[j]) / (2 * h);
      }
    }
    return gradient;
  }
}
