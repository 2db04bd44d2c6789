package dev.clientele.kernel;

/**
 * A convolution of up-sampled images in two steps. Every pass that reads them up-samples them
 * again, into memory that all passes share, the one to the data for their gradients.
 */
final class UpsampledConvolution implements Convolution {
  private final ConvolutionShape shape;
  private final Convolution by;
  private final Kernels kernels;
  private Buffer images;

  /**
   * @param shape of the convolution
   * @param by the convolution
   */
  UpsampledConvolution(ConvolutionShape shape, Convolution by, Kernels kernels) {
    if (shape.height() % 2 != 0 || shape.width() % 2 != 0) {
      throw new IllegalArgumentException(
          "expected an even height and width of up-sampled images but was " + shape);
    }
    this.shape = shape;
    this.by = by;
    this.kernels = kernels;
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
    return by.refresh(weights, backward);
  }

  @Override
  public Step forward(
      Buffer x, Buffer weights, Buffer bias, Buffer residual, boolean add, Buffer y) {
    Step first = upsample(x);
    Step then = by.forward(images(), weights, bias, residual, add, y);
    return () -> {
      first.run();
      then.run();
    };
  }

  private Buffer images() {
    if (images == null) {
      images =
          kernels.allocate((long) shape.batch() * shape.height() * shape.width() * shape.inputs());
    }
    return images;
  }

  private Step upsample(Buffer x) {
    return kernels.upsample(
        shape.batch(), shape.height() / 2, shape.width() / 2, shape.inputs(), x, images());
  }

  @Override
  public Step backwardData(Buffer dy, Buffer weights, Buffer dx, boolean add) {
    Buffer to = add ? kernels.allocate(dx.floats()) : dx;
    Step first = by.backwardData(dy, weights, images(), false);
    Step then =
        kernels.upsampleBackward(
            shape.batch(), shape.height() / 2, shape.width() / 2, shape.inputs(), images(), to);
    Step last = add ? kernels.add(to, dx) : null;
    return () -> {
      first.run();
      then.run();
      if (last != null) {
        last.run();
      }
    };
  }

  @Override
  public Step backwardWeights(Buffer x, Buffer dy, Buffer dweights, Buffer dbias) {
    Step first = upsample(x);
    Step then = by.backwardWeights(images(), dy, dweights, dbias);
    return () -> {
      first.run();
      then.run();
    };
  }
}
