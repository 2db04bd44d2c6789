package dev.clientele.kernel.cpu;

import dev.clientele.kernel.ConvolutionShape;

/** A convolution of images that are first up-sampled by 2, step by step. */
final class NaiveUpsampledConvolution implements ReferenceConvolution {
  private final ConvolutionShape shape;
  private final NaiveConvolution convolution;

  NaiveUpsampledConvolution(ConvolutionShape shape) {
    this.shape = shape;
    convolution = new NaiveConvolution(shape);
  }

  @Override
  public int inputSize() {
    return convolution.inputSize() / 4;
  }

  @Override
  public int outputSize() {
    return convolution.outputSize();
  }

  /** Where an up-sampled number comes from. */
  private int source(int i) {
    int channel = i % shape.inputs();
    int pixel = i / shape.inputs();
    int column = pixel % shape.width() / 2;
    int row = pixel / shape.width() / 2;
    return (row * (shape.width() / 2) + column) * shape.inputs() + channel;
  }

  private int source(int image, int i) {
    return image * (inputSize() / shape.batch()) + source(i);
  }

  private double[] upsample(double[] x) {
    double[] images = new double[convolution.inputSize()];
    int each = images.length / shape.batch();
    for (int i = 0; i < images.length; i++) {
      images[i] = x[source(i / each, i % each)];
    }
    return images;
  }

  @Override
  public double[] forward(double[] x, double[] weights) {
    return convolution.forward(upsample(x), weights);
  }

  @Override
  public double[] backwardData(double[] dy, double[] weights) {
    double[] images = convolution.backwardData(dy, weights);
    double[] dx = new double[inputSize()];
    int each = images.length / shape.batch();
    for (int i = 0; i < images.length; i++) {
      dx[source(i / each, i % each)] += images[i];
    }
    return dx;
  }

  @Override
  public double[] backwardWeights(double[] x, double[] dy) {
    return convolution.backwardWeights(upsample(x), dy);
  }
}
