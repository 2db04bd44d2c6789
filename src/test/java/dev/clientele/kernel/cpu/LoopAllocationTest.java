package dev.clientele.kernel.cpu;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.Convolution;
import dev.clientele.kernel.ConvolutionShape;
import dev.clientele.kernel.GroupNormShape;
import dev.clientele.kernel.MatrixProduct;
import dev.clientele.kernel.MatrixProduct.Strides;
import dev.clientele.kernel.Step;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No loop may box its vectors: that makes it 5 to 30 times slower and nothing else shows it. */
class LoopAllocationTest {
  private static final int N = 517;

  private final NativeMemory memory = new NativeMemory(1);
  private final Buffer x = memory.random(4 * N, 0, 1);
  private final Buffer y = memory.random(4 * N, 0, 1);
  private final Buffer z = memory.random(4 * N, 0, 1);
  private final long a = x.address();
  private final long b = y.address();
  private final long c = z.address();

  @AfterEach
  void close() {
    memory.close();
  }

  @Test
  void elementLoops() {
    long v = memory.random(N, 1, 0).address();
    Allocation.assertNone("silu", () -> ElementLoops.silu(a, b, N));
    Allocation.assertNone("siluBackward", () -> ElementLoops.siluBackward(a, b, c, N));
    Allocation.assertNone("copy", () -> ElementLoops.copy(a, b, N));
    Allocation.assertNone("add", () -> ElementLoops.add(a, b, N));
    Allocation.assertNone("addScaled", () -> ElementLoops.addScaled(a, 1e-3f, b, N));
    Allocation.assertNone("scale", () -> ElementLoops.scale(a, 1, N));
    Allocation.assertNone(
        "adam", () -> ElementLoops.adam(a, b, c, v, 1e-6f, 1, 0.9f, 0.999f, 1e-8f, N));
  }

  @Test
  void sumLoops() {
    Allocation.assertNone("columnSums", () -> ElementLoops.columnSums(a, false, b, 30, 67));
    Allocation.assertNone("squaredNorm", () -> ElementLoops.squaredNorm(a, N));
    Allocation.assertNone("squaredError", () -> ElementLoops.squaredError(a, b, c, 0, 1, 2, N));
    Allocation.assertNone(
        "squaredError with gradient", () -> ElementLoops.squaredError(a, b, c, c + 64, 1, 2, N));
    Allocation.assertNone("softmaxBackward", () -> ElementLoops.softmaxBackward(a, b, c, 10, 51));
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 10, 48, 70})
  void smallProducts(int n) {
    Strides as = MatrixProduct.rows(20);
    Scratch scratch = new Scratch(memory::allocate);
    for (Strides bs : List.of(MatrixProduct.rows(n), MatrixProduct.rows(20).transposed())) {
      MatrixProduct shape = MatrixProduct.single(10, n, 20, as, bs, MatrixProduct.rows(n));
      Step step = SmallProduct.prepare(shape, x, y, memory.allocate(n), z, false, z, scratch);
      Allocation.assertNone(shape.toString(), step::run);
    }
  }

  @Test
  void upsampleLoops() {
    Allocation.assertNone("forward", () -> UpsampleLoops.forward(a, b, 1, 3, 8, 19));
    Allocation.assertNone("backward", () -> UpsampleLoops.backward(b, a, 1, 3, 8, 19));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void groupNorm(boolean silu) {
    GroupNormShape shape = new GroupNormShape(1, 40, 27, 24, 3, 1e-5f, silu, 51);
    CpuGroupNorm norm = new CpuGroupNorm(shape, memory::allocate);
    Buffer row = memory.random(51, 1, 0.1);
    Buffer x2 = memory.random(40 * 24, 0, 1);
    Step forward = norm.forward(x, x2, row, row, row, y);
    Allocation.assertNone("forward", forward::run);
    Buffer to = memory.allocate(51);
    for (boolean add : new boolean[] {true, false}) {
      Step backward = norm.backward(y, z, add, x2, add, to, to, to);
      Allocation.assertNone("backward", backward::run);
    }
  }

  @Test
  void patchLoops() {
    Allocation.assertNone("patches", () -> PatchLoops.patches(a, 4 * 3 * 14, 12, 3, b));
    Allocation.assertNone("gather", () -> PatchLoops.gather(a, a, a, 12, 3, b, c));
  }

  @Test
  void winograd() {
    ConvolutionShape shape = ConvolutionShape.same(1, 5, 6, 16, 32, 3, 1);
    PlaneProducts nothing = (p, m, n, k, a, ap, t, b, bp, c, cp, add) -> () -> {};
    Scratch scratch = new Scratch(memory::allocate);
    assertNone(new Winograd(shape, true, nothing, memory::allocate, scratch), 30);
    ConvolutionShape even = ConvolutionShape.same(1, 6, 10, 16, 32, 3, 1);
    assertNone(new WinogradUpsampled(even, true, nothing, memory::allocate, scratch), 60);
  }

  /** Of a convolution from 16 to 32 channels. */
  private void assertNone(Convolution winograd, int pixels) {
    Buffer small = memory.random(16L * pixels, 0, 1);
    Buffer large = memory.random(32L * pixels, 0, 1);
    Buffer plain = memory.random(9 * 16 * 32, 0, 1);
    Buffer weights = memory.random(9 * 16 * 32, 0, 1);
    Buffer bias = memory.random(32, 0, 1);
    Allocation.assertNone("load", winograd.load(plain, weights)::run);
    Allocation.assertNone("store", winograd.store(weights, plain)::run);
    Allocation.assertNone("refresh", winograd.refresh(weights, true)::run);
    Allocation.assertNone(
        "forward", winograd.forward(small, weights, bias, null, false, large)::run);
    Allocation.assertNone(
        "forward, all added", winograd.forward(small, weights, bias, large, true, large)::run);
    Allocation.assertNone("backwardData", winograd.backwardData(large, weights, small, true)::run);
    Allocation.assertNone(
        "backwardWeights", winograd.backwardWeights(small, large, plain, bias)::run);
  }
}
