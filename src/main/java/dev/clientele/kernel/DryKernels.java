package dev.clientele.kernel;

import dev.clientele.tensor.Weights;

/**
 * A device that computes nothing: preparing a network on it tells the network's tensors and how
 * much memory it would take, without taking it, and how much arithmetic.
 */
public final class DryKernels implements Kernels {
  private static final Step NOTHING = () -> {};
  private long floats;
  private long operations;

  /**
   * Floating-point operations that everything prepared so far takes if run once: of matrix products
   * and of convolutions as they are defined, a multiplication and an addition two; the rest is
   * little beside them and is not counted.
   */
  public long operations() {
    return operations;
  }

  private Step count(long multiplications) {
    operations += 2 * multiplications;
    return NOTHING;
  }

  @Override
  public Buffer allocate(long count) {
    floats += count;
    return new Buffer(0, count);
  }

  @Override
  public long allocatedBytes() {
    return floats * Float.BYTES;
  }

  @Override
  public void write(float[] from, int at, Buffer to) {}

  @Override
  public void write(Weights from, int at, Buffer to) {}

  @Override
  public void read(Buffer from, float[] to, int at) {}

  @Override
  public Step clear(Buffer x) {
    return NOTHING;
  }

  @Override
  public Step copy(Buffer from, Buffer to) {
    return NOTHING;
  }

  @Override
  public Step add(Buffer from, Buffer to) {
    return NOTHING;
  }

  @Override
  public Convolution convolution(ConvolutionShape shape, boolean trained) {
    return new DryConvolution(shape, this);
  }

  @Override
  public Step product(
      MatrixProduct shape,
      Buffer a,
      Buffer b,
      Buffer bias,
      Buffer residual,
      boolean add,
      Buffer c) {
    return count((long) shape.outer() * shape.inner() * shape.m() * shape.n() * shape.k());
  }

  @Override
  public GroupNorm groupNorm(GroupNormShape shape) {
    return new DryGroupNorm();
  }

  @Override
  public Step silu(Buffer x, Buffer y) {
    return NOTHING;
  }

  @Override
  public Step siluBackward(Buffer x, Buffer dy, Buffer dx) {
    return NOTHING;
  }

  @Override
  public Step softmax(int rows, int columns, Buffer x, Buffer y) {
    return NOTHING;
  }

  @Override
  public Step softmaxBackward(int rows, int columns, Buffer y, Buffer dy, Buffer dx) {
    return NOTHING;
  }

  @Override
  public Step upsample(int batch, int height, int width, int channels, Buffer x, Buffer y) {
    return NOTHING;
  }

  @Override
  public Step upsampleBackward(
      int batch, int height, int width, int channels, Buffer dy, Buffer dx) {
    return NOTHING;
  }

  @Override
  public Step columnSums(int rows, int columns, Buffer x, Buffer sums) {
    return NOTHING;
  }

  @Override
  public Step squaredError(
      int batch, Buffer y, Buffer target, Buffer errors, float factor, Buffer dy) {
    return NOTHING;
  }

  @Override
  public double squaredNorm(Buffer x) {
    return 0;
  }

  @Override
  public void scale(Buffer x, float factor) {}

  @Override
  public void adam(
      Buffer parameters,
      Buffer gradients,
      Buffer first,
      Buffer second,
      float rate,
      float correction,
      float beta1,
      float beta2,
      float epsilon) {}

  @Override
  public void addScaled(Buffer from, float factor, Buffer to) {}

  @Override
  public void close() {}

  private record DryConvolution(ConvolutionShape shape, DryKernels by) implements Convolution {
    @Override
    public long weightFloats() {
      return shape.weights();
    }

    @Override
    public Step load(Buffer plain, Buffer weights) {
      return NOTHING;
    }

    @Override
    public Step store(Buffer weights, Buffer plain) {
      return NOTHING;
    }

    @Override
    public Step refresh(Buffer weights, boolean backward) {
      return NOTHING;
    }

    @Override
    public Step forward(
        Buffer x, Buffer weights, Buffer bias, Buffer residual, boolean add, Buffer y) {
      return count();
    }

    @Override
    public Step backwardData(Buffer dy, Buffer weights, Buffer dx, boolean add) {
      return count();
    }

    @Override
    public Step backwardWeights(Buffer x, Buffer dy, Buffer dweights, Buffer dbias) {
      return count();
    }

    private Step count() {
      long pixels = (long) shape.outputHeight() * shape.outputWidth();
      return by.count(shape.batch() * pixels * shape.weights());
    }
  }

  private static final class DryGroupNorm implements GroupNorm {
    @Override
    public Step forward(Buffer x1, Buffer x2, Buffer bias, Buffer scale, Buffer shift, Buffer y) {
      return NOTHING;
    }

    @Override
    public Step backward(
        Buffer dy,
        Buffer dx1,
        boolean add1,
        Buffer dx2,
        boolean add2,
        Buffer dbias,
        Buffer dscale,
        Buffer dshift) {
      return NOTHING;
    }
  }
}
