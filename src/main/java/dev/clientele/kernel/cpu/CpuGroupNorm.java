package dev.clientele.kernel.cpu;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.GroupNorm;
import dev.clientele.kernel.GroupNormShape;
import dev.clientele.kernel.Step;
import java.util.function.LongFunction;

/**
 * Group normalisation in loops of ours: oneDNN's backward pass is reference code, and it can
 * neither read two tensors nor fold an addition and SiLU in.
 */
final class CpuGroupNorm implements GroupNorm {
  private final GroupNormShape shape;
  private final CpuGroupNormState state;
  private CpuGroupNormForward forward;

  /**
   * @param allocate gives memory of so many numbers, which its owner frees
   */
  CpuGroupNorm(GroupNormShape shape, LongFunction<Buffer> allocate) {
    this.shape = shape;
    state = new CpuGroupNormState(shape, allocate);
  }

  @Override
  public Step forward(Buffer x1, Buffer x2, Buffer bias, Buffer scale, Buffer shift, Buffer y) {
    if ((x2 == null) != (shape.channels2() == 0)) {
      throw new IllegalArgumentException(
          "expected a second tensor of " + shape.channels2() + " channels but was " + x2);
    }
    forward =
        new CpuGroupNormForward(
            state,
            Addresses.of("x1", x1, tensor(shape.channels1())),
            Addresses.of("x2", x2, tensor(shape.channels2())),
            Addresses.of("bias", bias, rows()),
            Addresses.of("scale", scale, shape.channels()),
            Addresses.of("shift", shift, shape.channels()),
            Addresses.of("y", y, tensor(shape.channels())));
    return forward;
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
    if (forward == null) {
      throw new IllegalStateException("expected a prepared forward pass but was none");
    }
    if ((dscale == null) != (dshift == null)) {
      throw new IllegalArgumentException(
          "expected the gradients of scale and shift or neither but was one of them");
    }
    return new CpuGroupNormBackward(
        state,
        forward,
        Addresses.of("dy", dy, tensor(shape.channels())),
        Addresses.of("dx1", dx1, tensor(shape.channels1())),
        add1,
        Addresses.of("dx2", dx2, tensor(shape.channels2())),
        add2,
        Addresses.of("dbias", dbias, rows()),
        Addresses.of("dscale", dscale, shape.channels()),
        Addresses.of("dshift", dshift, shape.channels()));
  }

  private long tensor(int channels) {
    return (long) shape.batch() * shape.pixels() * channels;
  }

  /** Numbers of the additions' rows, the last without what separates it from a next. */
  private long rows() {
    return (shape.batch() - 1L) * shape.biasStride() + shape.channels();
  }
}
