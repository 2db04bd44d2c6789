package dev.clientele.kernel.cpu;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.Convolution;
import dev.clientele.kernel.ConvolutionShape;
import dev.clientele.kernel.GroupNorm;
import dev.clientele.kernel.GroupNormShape;
import dev.clientele.kernel.MatrixProduct;
import dev.clientele.kernel.Step;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** JMH benchmarks of the operations that a U-Net's and a small network's time goes to. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class KernelBenchmarks {
  /** Convolutions of 32 images, [channels, size]: where Winograd's algorithm is used and not. */
  @Param({"16x16", "32x28", "64x14"})
  private String layer;

  private CpuKernels kernels;
  private Step convolution;
  private Step convolutionData;
  private Step convolutionWeights;
  private Step norm;
  private Step normBackward;
  private Step silu;
  private Step small;
  private Step product;

  /** Prepares everything for one layer's shape. */
  @Setup
  public void prepare() {
    kernels = new CpuKernels();
    int times = layer.indexOf('x');
    int channels = Integer.parseInt(layer.substring(0, times));
    int size = Integer.parseInt(layer.substring(times + 1));
    long floats = 32L * size * size * channels;
    Buffer x = random(floats);
    Buffer y = random(floats);
    Buffer row = random(channels);
    Convolution by =
        kernels.convolution(ConvolutionShape.same(32, size, size, channels, channels, 3, 1), true);
    Buffer weights = random(by.weightFloats());
    by.refresh(weights, true).run();
    convolution = by.forward(x, weights, row, null, false, y);
    convolutionData = by.backwardData(y, weights, x, false);
    Buffer gradient = kernels.allocate(by.weightFloats());
    convolutionWeights = by.backwardWeights(x, y, gradient, kernels.allocate(channels));
    GroupNorm group =
        kernels.groupNorm(new GroupNormShape(32, size * size, channels, 0, 8, 1e-5f, true, 0));
    Buffer z = kernels.allocate(floats);
    norm = group.forward(x, null, null, row, row, y);
    normBackward =
        group.backward(
            y, z, false, null, false, null, kernels.allocate(channels), kernels.allocate(channels));
    silu = kernels.silu(x, z);
    products();
  }

  /** The first layer of the MLP 32-64-10 on ten vectors. */
  private void products() {
    MatrixProduct shape =
        MatrixProduct.single(
            10,
            64,
            32,
            MatrixProduct.rows(32),
            MatrixProduct.rows(32).transposed(),
            MatrixProduct.rows(64));
    Buffer a = random(320);
    Buffer b = random(2048);
    Buffer bias = random(64);
    Buffer c = kernels.allocate(640);
    small = kernels.smallProduct(shape, a, b, bias, null, false, c);
    product = kernels.product(shape, a, b, bias, null, false, c);
  }

  private Buffer random(long floats) {
    Buffer buffer = kernels.allocate(floats);
    for (long i = 0; i < floats; i++) {
      Lanes.put(buffer.address() + 4 * i, (float) StrictMath.sin((double) i));
    }
    return buffer;
  }

  /** Frees everything. */
  @TearDown
  public void close() {
    kernels.close();
  }

  @Benchmark
  public void convolutionForward() {
    convolution.run();
  }

  @Benchmark
  public void convolutionBackwardData() {
    convolutionData.run();
  }

  @Benchmark
  public void convolutionBackwardWeights() {
    convolutionWeights.run();
  }

  @Benchmark
  public void groupNormForward() {
    norm.run();
  }

  @Benchmark
  public void groupNormBackward() {
    normBackward.run();
  }

  @Benchmark
  public void silu() {
    silu.run();
  }

  @Benchmark
  public void smallProduct() {
    small.run();
  }

  @Benchmark
  public void libraryProduct() {
    product.run();
  }
}
