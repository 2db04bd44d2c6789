package dev.clientele.kernel.cpu;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.Convolution;
import dev.clientele.kernel.ConvolutionShape;
import dev.clientele.kernel.GroupNorm;
import dev.clientele.kernel.GroupNormShape;
import dev.clientele.kernel.Kernels;
import dev.clientele.kernel.MatrixProduct;
import dev.clientele.kernel.Step;
import dev.clientele.kernel.StepObserver;
import dev.clientele.tensor.Weights;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.softmax_forward;

/** One worker's processor kernels, on one native thread. */
public final class CpuKernels implements Kernels {
  private static final int ALIGNMENT = 64;

  private final Arena arena = Arena.ofShared();
  private final OneDnn dnn = new OneDnn();
  private final PlaneProducts planes;
  private final Products products = new Products(dnn);
  private final Scratch scratch = new Scratch(this::allocate);
  private final boolean winograd;
  private long allocated;

  /** Kernels for the calling thread, with Winograd's algorithm where it is faster. */
  public CpuKernels() {
    this(true);
  }

  /**
   * Kernels for the calling thread.
   *
   * @param winograd whether 3x3 convolutions of enough channels use Winograd's algorithm, which
   *     rounds otherwise (relative error about 1e-6) and is two to three times as fast
   */
  public CpuKernels(boolean winograd) {
    this(winograd, StepObserver.NONE);
  }

  /**
   * Kernels for the calling thread, of which some parts are watched.
   *
   * @param observer of what steps consist of; the steps themselves are left to {@link
   *     dev.clientele.kernel.ObservedKernels}
   */
  public CpuKernels(boolean winograd, StepObserver observer) {
    this.winograd = winograd;
    this.planes = products.observed(observer);
    NativeThreads.one();
  }

  @Override
  public Buffer allocate(long floats) {
    long bytes = Math.max(1, floats) * Float.BYTES;
    allocated += bytes;
    return new Buffer(arena.allocate(bytes, ALIGNMENT).address(), floats);
  }

  @Override
  public long allocatedBytes() {
    return allocated;
  }

  @Override
  public void write(float[] from, int at, Buffer to) {
    Lanes.copy(from, at, to.address(), Math.toIntExact(to.floats()));
  }

  @Override
  public void write(Weights from, int at, Buffer to) {
    Lanes.copy(from.asBuffer(), at, to.address(), to.floats());
  }

  @Override
  public void read(Buffer from, float[] to, int at) {
    Lanes.copy(from.address(), to, at, Math.toIntExact(from.floats()));
  }

  private static MemorySegment segment(Buffer buffer) {
    return MemorySegment.ofAddress(buffer.address()).reinterpret(buffer.floats() * Float.BYTES);
  }

  @Override
  public Step clear(Buffer x) {
    MemorySegment segment = segment(x);
    return () -> segment.fill((byte) 0);
  }

  @Override
  public Step copy(Buffer from, Buffer to) {
    MemorySegment a = segment(from);
    MemorySegment b = segment(to);
    return () -> b.copyFrom(a);
  }

  @Override
  public Step add(Buffer from, Buffer to) {
    return Steps.add(from, to);
  }

  @Override
  public Convolution convolution(ConvolutionShape shape, boolean trained) {
    if (winograd && WinogradPlan.suits(shape)) {
      return new Winograd(shape, trained, planes, this::allocate, scratch);
    }
    DirectConvolution direct = new DirectConvolution(dnn, this::allocate, shape);
    return ThinConvolution.suits(shape)
        ? new ThinConvolution(shape, direct, products, this::allocate, scratch)
        : direct;
  }

  @Override
  public Convolution upsampledConvolution(ConvolutionShape shape, boolean trained) {
    return winograd && WinogradUpsampled.suits(shape)
        ? new WinogradUpsampled(shape, trained, planes, this::allocate, scratch)
        : Kernels.super.upsampledConvolution(shape, trained);
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
    return products.prepare(shape, a, b, bias, residual, add, c);
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
    return SmallProduct.suits(shape)
        ? SmallProduct.prepare(shape, a, b, bias, residual, add, c, scratch)
        : product(shape, a, b, bias, residual, add, c);
  }

  @Override
  public GroupNorm groupNorm(GroupNormShape shape) {
    return new CpuGroupNorm(shape, this::allocate);
  }

  @Override
  public Step silu(Buffer x, Buffer y) {
    return () -> ElementLoops.silu(x.address(), y.address(), x.floats());
  }

  @Override
  public Step siluBackward(Buffer x, Buffer dy, Buffer dx) {
    return () -> ElementLoops.siluBackward(x.address(), dy.address(), dx.address(), x.floats());
  }

  @Override
  public Step softmax(int rows, int columns, Buffer x, Buffer y) {
    memory.desc matrix = dnn.format(memory.format_tag.ab, rows, columns);
    softmax_forward.primitive_desc description =
        dnn.own(
            new softmax_forward.primitive_desc(
                dnn.processor,
                prop_kind.forward_training,
                algorithm.softmax_accurate,
                matrix,
                matrix,
                1,
                dnn.own(new primitive_attr()),
                false));
    return dnn.step(
        "softmax of " + rows + " x " + columns,
        new softmax_forward(description),
        description,
        DNNL_ARG_SRC,
        dnn.view(matrix, x),
        DNNL_ARG_DST,
        dnn.view(matrix, y));
  }

  @Override
  public Step softmaxBackward(int rows, int columns, Buffer y, Buffer dy, Buffer dx) {
    return () ->
        ElementLoops.softmaxBackward(y.address(), dy.address(), dx.address(), rows, columns);
  }

  @Override
  public Step upsample(int batch, int height, int width, int channels, Buffer x, Buffer y) {
    return () -> UpsampleLoops.forward(x.address(), y.address(), batch, height, width, channels);
  }

  @Override
  public Step upsampleBackward(
      int batch, int height, int width, int channels, Buffer dy, Buffer dx) {
    return () -> UpsampleLoops.backward(dy.address(), dx.address(), batch, height, width, channels);
  }

  @Override
  public Step columnSums(int rows, int columns, Buffer x, Buffer sums) {
    return () -> ElementLoops.columnSums(x.address(), false, sums.address(), rows, columns);
  }

  @Override
  public Step squaredError(
      int batch, Buffer y, Buffer target, Buffer errors, float factor, Buffer dy) {
    long gradient = dy == null ? 0 : dy.address();
    int each = Math.toIntExact(y.floats() / batch);
    return () ->
        ElementLoops.squaredError(
            y.address(), target.address(), errors.address(), gradient, factor, batch, each);
  }

  @Override
  public double squaredNorm(Buffer x) {
    return ElementLoops.squaredNorm(x.address(), x.floats());
  }

  @Override
  public void scale(Buffer x, float factor) {
    ElementLoops.scale(x.address(), factor, x.floats());
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
    ElementLoops.adam(
        parameters.address(),
        gradients.address(),
        first.address(),
        second.address(),
        rate,
        correction,
        beta1,
        beta2,
        epsilon,
        parameters.floats());
  }

  @Override
  public void addScaled(Buffer from, float factor, Buffer to) {
    ElementLoops.addScaled(from.address(), factor, to.address(), to.floats());
  }

  @Override
  public void close() {
    dnn.close();
    arena.close();
  }
}
