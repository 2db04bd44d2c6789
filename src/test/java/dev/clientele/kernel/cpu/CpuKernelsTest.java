package dev.clientele.kernel.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.Convolution;
import dev.clientele.kernel.ConvolutionShape;
import dev.clientele.tensor.RandomKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuKernelsTest {
  private final CpuKernels kernels = new CpuKernels();

  @AfterEach
  void close() {
    kernels.close();
  }

  private Buffer of(float... values) {
    Buffer buffer = kernels.allocate(values.length);
    kernels.write(values, 0, buffer);
    return buffer;
  }

  private Buffer gaussian(int count) {
    float[] values = new float[count];
    RandomKey.of(count).stream().fillGaussian(values);
    return of(values);
  }

  private float[] read(Buffer buffer) {
    float[] values = new float[(int) buffer.floats()];
    kernels.read(buffer, values, 0);
    return values;
  }

  @Test
  void memoryIsZeroAlignedAndCounted() {
    long before = kernels.allocatedBytes();
    Buffer some = kernels.allocate(1001);
    assertEquals(4004, kernels.allocatedBytes() - before);
    assertEquals(0, some.address() % 64);
    assertArrayEquals(new float[1001], read(some));
  }

  @Test
  void writesAndReadsAtAnyPlace() {
    Buffer all = of(1, 2, 3, 4, 5);
    kernels.write(new float[] {9, 8, 7, 6}, 1, all.slice(2, 2));
    assertArrayEquals(new float[] {1, 2, 8, 7, 5}, read(all));
    float[] to = {0, 0, 0, 0, 0};
    kernels.read(all.slice(1, 3), to, 2);
    assertArrayEquals(new float[] {0, 0, 2, 8, 7}, to);
    assertThrows(IndexOutOfBoundsException.class, () -> all.slice(3, 3));
    assertThrows(IndexOutOfBoundsException.class, () -> kernels.write(new float[4], 0, all));
    assertThrows(IndexOutOfBoundsException.class, () -> kernels.read(all, new float[4], 0));
  }

  @Test
  void clearsCopiesAndAdds() {
    Buffer a = of(1, 2, 3);
    Buffer b = of(10, 20, 30);
    kernels.add(a, b).run();
    assertArrayEquals(new float[] {11, 22, 33}, read(b));
    kernels.copy(b, a).run();
    assertArrayEquals(new float[] {11, 22, 33}, read(a));
    kernels.clear(a.slice(0, 2)).run();
    assertArrayEquals(new float[] {0, 0, 33}, read(a));
    kernels.addScaled(b, -0.5f, a);
    assertArrayEquals(new float[] {-5.5f, -11, 16.5f}, read(a));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "7, 5", "64, 256", "3, 49"})
  void softmaxOfEveryRow(int rows, int columns) {
    Buffer x = gaussian(rows * columns);
    float[] scores = read(x);
    Buffer y = kernels.allocate(x.floats());
    kernels.softmax(rows, columns, x, y).run();
    float[] shares = read(y);
    for (int row = 0; row < rows; row++) {
      double sum = 0;
      for (int c = 0; c < columns; c++) {
        sum += Math.exp(scores[row * columns + c]);
      }
      for (int c = 0; c < columns; c++) {
        double expected = Math.exp(scores[row * columns + c]) / sum;
        assertEquals(expected, shares[row * columns + c], 1e-6 * expected + 1e-9);
      }
    }
    assertArrayEquals(scores, read(x));
    kernels.softmax(rows, columns, x, x).run();
    assertArrayEquals(shares, read(x), "in place");
  }

  @Test
  void softmaxOfLargeScoresIsFinite() {
    Buffer x = of(1000, 999, -1000, 0);
    kernels.softmax(2, 2, x, x).run();
    double e = 1 / (1 + Math.exp(-1));
    assertArrayEquals(new float[] {(float) e, (float) (1 - e), 0, 1}, read(x), 1e-6f);
  }

  /** The gradient of {@code sum(weights * softmax(x))} by x, against differences. */
  @Test
  void softmaxBackwardIsItsDerivative() {
    int columns = 6;
    Buffer x = gaussian(2 * columns);
    float[] at = read(x);
    Buffer dy = gaussian(24).slice(12, 12);
    Buffer y = kernels.allocate(12);
    Buffer dx = kernels.allocate(12);
    kernels.softmax(2, columns, x, y).run();
    kernels.softmaxBackward(2, columns, y, dy, dx).run();
    float[] gradient = read(dx);
    float[] weights = read(dy);
    for (int i = 0; i < 12; i++) {
      double slope = (value(at, weights, i, 1e-4) - value(at, weights, i, -1e-4)) / 2e-4;
      assertEquals(slope, gradient[i], 1e-5);
    }
  }

  private static double value(float[] x, float[] weights, int moved, double by) {
    double value = 0;
    for (int row = 0; row < 2; row++) {
      double sum = 0;
      double weighted = 0;
      for (int i = 6 * row; i < 6 * row + 6; i++) {
        double e = Math.exp(x[i] + (i == moved ? by : 0));
        sum += e;
        weighted += weights[i] * e;
      }
      value += weighted / sum;
    }
    return value;
  }

  /** One interface, two algorithms, which round otherwise and agree otherwise. */
  @Test
  void winogradIsTakenWhereItSuits() {
    ConvolutionShape shape = ConvolutionShape.same(2, 8, 8, 32, 32, 3, 1);
    float[] fast = convolve(kernels, shape);
    float[] direct;
    try (CpuKernels plain = new CpuKernels(false)) {
      direct = convolve(plain, shape);
    }
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < fast.length; i++) {
      difference += Math.pow(fast[i] - direct[i], 2);
      norm += Math.pow(direct[i], 2);
    }
    double relative = Math.sqrt(difference / norm);
    assertTrue(relative > 0 && relative < 1e-5, "was " + relative);
    ConvolutionShape narrow = ConvolutionShape.same(2, 8, 8, 8, 16, 3, 1);
    try (CpuKernels plain = new CpuKernels(false)) {
      assertArrayEquals(convolve(plain, narrow), convolve(kernels, narrow));
    }
  }

  private static float[] convolve(CpuKernels kernels, ConvolutionShape shape) {
    Convolution by = kernels.convolution(shape, false);
    int size = shape.batch() * shape.height() * shape.width();
    Buffer x = kernels.allocate((long) size * shape.inputs());
    Buffer y = kernels.allocate((long) size * shape.outputs());
    Buffer plain = kernels.allocate(shape.weights());
    Buffer weights = kernels.allocate(by.weightFloats());
    float[] values = new float[(int) Math.max(x.floats(), plain.floats())];
    RandomKey.of(1).stream().fillGaussian(values);
    kernels.write(values, 0, x);
    kernels.write(values, 0, plain);
    by.load(plain, weights).run();
    by.refresh(weights, false).run();
    by.forward(x, weights, null, null, false, y).run();
    float[] result = new float[(int) y.floats()];
    kernels.read(y, result, 0);
    return result;
  }
}
