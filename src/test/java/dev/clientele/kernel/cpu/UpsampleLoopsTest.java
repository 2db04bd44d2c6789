package dev.clientele.kernel.cpu;

import static dev.clientele.kernel.cpu.NativeMemory.assertNear;
import static dev.clientele.kernel.cpu.NativeMemory.doubles;

import dev.clientele.kernel.Buffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpsampleLoopsTest {
  @ParameterizedTest
  @CsvSource({"1,1,1,1", "2,3,5,8", "3,4,2,3", "1,2,3,19", "2,7,4,16"})
  void forwardCopiesAndBackwardSums(int batch, int height, int width, int channels) {
    try (NativeMemory memory = new NativeMemory(channels)) {
      int n = batch * height * width * channels;
      Buffer x = memory.random(n, 0, 1);
      Buffer y = memory.allocate(4L * n);
      Buffer dy = memory.random(4L * n, 0, 1);
      Buffer dx = memory.allocate(n);
      double[] from = doubles(x);
      double[] gradient = doubles(dy);
      double[] expected = new double[4 * n];
      double[] sums = new double[n];
      for (int i = 0; i < 4 * n; i++) {
        int pixel = i / channels;
        int column = pixel % (2 * width);
        int row = pixel / (2 * width) % (2 * height);
        int image = pixel / (4 * width * height);
        int source = ((image * height + row / 2) * width + column / 2) * channels + i % channels;
        expected[i] = from[source];
        sums[source] += gradient[i];
      }
      UpsampleLoops.forward(x.address(), y.address(), batch, height, width, channels);
      UpsampleLoops.backward(dy.address(), dx.address(), batch, height, width, channels);
      assertNear(expected, y, 0, "y");
      assertNear(sums, dx, 1e-6, "dx");
    }
  }
}
