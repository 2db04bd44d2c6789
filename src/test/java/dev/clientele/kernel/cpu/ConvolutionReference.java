package dev.clientele.kernel.cpu;

import dev.clientele.kernel.ConvolutionShape;

/**
 * 3 x 3 convolution with a padding of 1 as its definition says, NHWC, weights as PyTorch's, in
 * double precision.
 */
final class ConvolutionReference {
  private final ConvolutionShape shape;

  ConvolutionReference(ConvolutionShape shape) {
    this.shape = shape;
  }

  /** What a product of one input, one weight and one output is for. */
  private interface Term {
    void add(int x, int w, int y);
  }

  private void forEach(Term term) {
    int h = shape.height();
    int w = shape.width();
    for (int at = 0; at < shape.batch() * h * w; at++) {
      for (int tap = 0; tap < 9; tap++) {
        int row = at / w % h + tap / 3 - 1;
        int column = at % w + tap % 3 - 1;
        if (row < 0 || row >= h || column < 0 || column >= w) {
          continue;
        }
        int from = (at / (w * h) * h + row) * w + column;
        for (int o = 0; o < shape.outputs(); o++) {
          for (int i = 0; i < shape.inputs(); i++) {
            term.add(
                from * shape.inputs() + i,
                (o * shape.inputs() + i) * 9 + tap,
                at * shape.outputs() + o);
          }
        }
      }
    }
  }

  double[] forward(double[] x, double[] weights) {
    double[] y = new double[pixels() * shape.outputs()];
    forEach((i, w, o) -> y[o] += x[i] * weights[w]);
    return y;
  }

  double[] backwardData(double[] dy, double[] weights) {
    double[] dx = new double[pixels() * shape.inputs()];
    forEach((i, w, o) -> dx[i] += dy[o] * weights[w]);
    return dx;
  }

  double[] backwardWeights(double[] x, double[] dy) {
    double[] dw = new double[(int) shape.weights()];
    forEach((i, w, o) -> dw[w] += x[i] * dy[o]);
    return dw;
  }

  int pixels() {
    return shape.batch() * shape.height() * shape.width();
  }
}
