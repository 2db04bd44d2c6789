package dev.clientele.kernel;

/**
 * A convolution whose steps an observer stands around.
 *
 * @param name its kind
 */
record ObservedConvolution(
    String name, ConvolutionShape shape, Convolution by, StepObserver observer)
    implements Convolution {
  private Step observe(String what, Step step) {
    String size = shape.inputs() + " to " + shape.outputs() + ", " + shape.height();
    String kernel = ", " + shape.kernel() + " by " + shape.stride();
    return observer.observe(name + " " + size + kernel + ": " + what, step);
  }

  @Override
  public long weightFloats() {
    return by.weightFloats();
  }

  @Override
  public Step load(Buffer plain, Buffer weights) {
    return by.load(plain, weights);
  }

  @Override
  public Step store(Buffer weights, Buffer plain) {
    return by.store(weights, plain);
  }

  @Override
  public Step refresh(Buffer weights, boolean backward) {
    return observe("refresh", by.refresh(weights, backward));
  }

  @Override
  public Step forward(
      Buffer x, Buffer weights, Buffer bias, Buffer residual, boolean add, Buffer y) {
    return observe("forward", by.forward(x, weights, bias, residual, add, y));
  }

  @Override
  public Step backwardData(Buffer dy, Buffer weights, Buffer dx, boolean add) {
    return observe("data", by.backwardData(dy, weights, dx, add));
  }

  @Override
  public Step backwardWeights(Buffer x, Buffer dy, Buffer dweights, Buffer dbias) {
    return observe("weights", by.backwardWeights(x, dy, dweights, dbias));
  }
}
