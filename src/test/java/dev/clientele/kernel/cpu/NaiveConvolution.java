package dev.clientele.kernel.cpu;

import dev.clientele.kernel.ConvolutionShape;

/** Any convolution as its definition says, NHWC, weights as PyTorch's, in double precision. */
final class NaiveConvolution implements ReferenceConvolution {
  private final ConvolutionShape shape;

  NaiveConvolution(ConvolutionShape shape) {
    this.shape = shape;
  }

  /** What a product of one input, one weight and one output is for. */
  private interface Term {
    void add(int x, int w, int y);
  }

  private void forEach(Term term) {
    int pixels = shape.outputHeight() * shape.outputWidth();
    int taps = shape.kernel() * shape.kernel();
    for (int at = 0; at < shape.batch() * pixels; at++) {
      int image = at / pixels;
      int row = at % pixels / shape.outputWidth() * shape.stride() - shape.before();
      int column = at % shape.outputWidth() * shape.stride() - shape.before();
      for (int tap = 0; tap < taps; tap++) {
        int r = row + tap / shape.kernel();
        int c = column + tap % shape.kernel();
        if (r >= 0 && r < shape.height() && c >= 0 && c < shape.width()) {
          int from = (image * shape.height() + r) * shape.width() + c;
          channels(term, from, tap, taps, at);
        }
      }
    }
  }

  private void channels(Term term, int from, int tap, int taps, int at) {
    int in = shape.inputs();
    for (int o = 0; o < shape.outputs(); o++) {
      for (int i = 0; i < in; i++) {
        term.add(from * in + i, (o * in + i) * taps + tap, at * shape.outputs() + o);
      }
    }
  }

  @Override
  public int inputSize() {
    return shape.batch() * shape.height() * shape.width() * shape.inputs();
  }

  @Override
  public int outputSize() {
    return shape.batch() * shape.outputHeight() * shape.outputWidth() * shape.outputs();
  }

  @Override
  public double[] forward(double[] x, double[] weights) {
    double[] y = new double[outputSize()];
    forEach((i, w, o) -> y[o] += x[i] * weights[w]);
    return y;
  }

  @Override
  public double[] backwardData(double[] dy, double[] weights) {
    double[] dx = new double[inputSize()];
    forEach((i, w, o) -> dx[i] += dy[o] * weights[w]);
    return dx;
  }

  @Override
  public double[] backwardWeights(double[] x, double[] dy) {
    double[] dw = new double[(int) shape.weights()];
    forEach((i, w, o) -> dw[w] += x[i] * dy[o]);
    return dw;
  }
}
