package dev.clientele.kernel;

import dev.clientele.tensor.Weights;

/** Kernels whose steps an observer stands around. */
public final class ObservedKernels implements Kernels {
  private final Kernels kernels;
  private final StepObserver observer;

  /**
   * Takes kernels over.
   *
   * @param kernels closed with this
   */
  public ObservedKernels(Kernels kernels, StepObserver observer) {
    this.kernels = kernels;
    this.observer = observer;
  }

  @Override
  public Buffer allocate(long floats) {
    return kernels.allocate(floats);
  }

  @Override
  public long allocatedBytes() {
    return kernels.allocatedBytes();
  }

  @Override
  public void write(float[] from, int at, Buffer to) {
    kernels.write(from, at, to);
  }

  @Override
  public void write(Weights from, int at, Buffer to) {
    kernels.write(from, at, to);
  }

  @Override
  public void read(Buffer from, float[] to, int at) {
    kernels.read(from, to, at);
  }

  @Override
  public Step clear(Buffer x) {
    return observer.observe("clear", kernels.clear(x));
  }

  @Override
  public Step copy(Buffer from, Buffer to) {
    return observer.observe("copy", kernels.copy(from, to));
  }

  @Override
  public Step add(Buffer from, Buffer to) {
    return observer.observe("add " + to.floats(), kernels.add(from, to));
  }

  @Override
  public Convolution convolution(ConvolutionShape shape, boolean trained) {
    return new ObservedConvolution(
        "convolution", shape, kernels.convolution(shape, trained), observer);
  }

  @Override
  public Convolution upsampledConvolution(ConvolutionShape shape, boolean trained) {
    return new ObservedConvolution(
        "upsampled convolution", shape, kernels.upsampledConvolution(shape, trained), observer);
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
    return observer.observe(
        name("product", shape), kernels.product(shape, a, b, bias, residual, add, c));
  }

  @Override
  public Step smallProduct(
      MatrixProduct shape,
      Buffer a,
      Buffer b,
      Buffer bias,
      Buffer residual,
      boolean add,
      Buffer c) {
    return observer.observe(
        name("small product", shape), kernels.smallProduct(shape, a, b, bias, residual, add, c));
  }

  private static String name(String what, MatrixProduct s) {
    String places = s.isSingle() ? "" : " x " + s.outer() * s.inner();
    return what + " m " + s.m() + " n " + s.n() + " k " + s.k() + places;
  }

  @Override
  public GroupNorm groupNorm(GroupNormShape shape) {
    return new ObservedGroupNorm(shape, kernels.groupNorm(shape), observer);
  }

  @Override
  public Step silu(Buffer x, Buffer y) {
    return observer.observe("SiLU " + x.floats(), kernels.silu(x, y));
  }

  @Override
  public Step siluBackward(Buffer x, Buffer dy, Buffer dx) {
    return observer.observe("SiLU backward " + x.floats(), kernels.siluBackward(x, dy, dx));
  }

  @Override
  public Step softmax(int rows, int columns, Buffer x, Buffer y) {
    return observer.observe(
        "softmax " + rows + " x " + columns, kernels.softmax(rows, columns, x, y));
  }

  @Override
  public Step softmaxBackward(int rows, int columns, Buffer y, Buffer dy, Buffer dx) {
    return observer.observe(
        "softmax backward " + rows + " x " + columns,
        kernels.softmaxBackward(rows, columns, y, dy, dx));
  }

  @Override
  public Step upsample(int batch, int height, int width, int channels, Buffer x, Buffer y) {
    return observer.observe(
        "upsample " + x.floats(), kernels.upsample(batch, height, width, channels, x, y));
  }

  @Override
  public Step upsampleBackward(
      int batch, int height, int width, int channels, Buffer dy, Buffer dx) {
    return observer.observe(
        "upsample backward " + dx.floats(),
        kernels.upsampleBackward(batch, height, width, channels, dy, dx));
  }

  @Override
  public Step columnSums(int rows, int columns, Buffer x, Buffer sums) {
    return observer.observe(
        "column sums " + rows + " x " + columns, kernels.columnSums(rows, columns, x, sums));
  }

  @Override
  public Step squaredError(
      int batch, Buffer y, Buffer target, Buffer errors, float factor, Buffer dy) {
    return observer.observe(
        "squared error", kernels.squaredError(batch, y, target, errors, factor, dy));
  }

  @Override
  public double squaredNorm(Buffer x) {
    double[] norm = new double[1];
    observer.observe("squared norm", () -> norm[0] = kernels.squaredNorm(x)).run();
    return norm[0];
  }

  @Override
  public void scale(Buffer x, float factor) {
    observer.observe("scale", () -> kernels.scale(x, factor)).run();
  }

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
      float epsilon) {
    Step step =
        () ->
            kernels.adam(
                parameters, gradients, first, second, rate, correction, beta1, beta2, epsilon);
    observer.observe("Adam", step).run();
  }

  @Override
  public void addScaled(Buffer from, float factor, Buffer to) {
    observer.observe("add scaled", () -> kernels.addScaled(from, factor, to)).run();
  }

  @Override
  public void close() {
    kernels.close();
  }
}
