package dev.clientele.kernel.cpu;

/** A convolution in double precision, NHWC, weights as PyTorch's, to hold others against. */
interface ReferenceConvolution {
  int inputSize();

  int outputSize();

  double[] forward(double[] x, double[] weights);

  double[] backwardData(double[] dy, double[] weights);

  double[] backwardWeights(double[] x, double[] dy);
}
