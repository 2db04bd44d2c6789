package dev.clientele.kernel.cpu;

import static dev.clientele.kernel.cpu.NativeMemory.assertNear;
import static dev.clientele.kernel.cpu.NativeMemory.doubles;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.GroupNormShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuGroupNormTest {
  /** batch, pixels, channels1, channels2, groups, silu, bias. */
  @ParameterizedTest
  @CsvSource({
    "2, 9, 16, 0, 8, true, true",
    "3, 12, 8, 0, 2, false, false",
    "2, 6, 24, 0, 3, true, false",
    "1, 5, 3, 0, 1, false, true",
    "2, 7, 16, 16, 8, true, true",
    "2, 4, 5, 19, 4, true, true",
    "1, 6, 11, 10, 3, false, true",
    "3, 3, 8, 32, 5, true, false",
    "2, 8, 17, 1, 2, false, false",
    "1, 1, 16, 0, 4, true, true",
    "2, 7, 48, 21, 3, true, true",
    "2, 7, 32, 64, 3, false, true",
  })
  void agreesWithItsDefinition(
      int batch, int pixels, int channels1, int channels2, int groups, boolean silu, boolean bias) {
    int channels = channels1 + channels2;
    int stride = channels + 3;
    GroupNormShape shape =
        new GroupNormShape(batch, pixels, channels1, channels2, groups, 1e-5f, silu, stride);
    try (NativeMemory memory = new NativeMemory(channels)) {
      Buffer x1 = memory.random((long) batch * pixels * channels1, 0.3, 1);
      Buffer x2 = channels2 == 0 ? null : memory.random((long) batch * pixels * channels2, 0, 2);
      Buffer b = bias ? memory.random((long) batch * stride, 0, 1) : null;
      Buffer scale = memory.random(channels, 1, 0.5);
      Buffer shift = memory.random(channels, 0, 0.5);
      Buffer y = memory.allocate((long) batch * pixels * channels);
      double[][] arguments = {
        doubles(x1),
        x2 == null ? null : doubles(x2),
        b == null ? null : doubles(b),
        doubles(scale),
        doubles(shift)
      };
      GroupNormReference reference = new GroupNormReference(shape);
      CpuGroupNorm norm = new CpuGroupNorm(shape, memory::allocate);
      norm.forward(x1, x2, b, scale, shift, y).run();
      assertNear(reference.forward(arguments), y, 1e-6, "y");

      double[] dy = doubles(memory.random(y.floats(), 0, 1));
      Buffer dx1 = memory.random(x1.floats(), 0, 1);
      Buffer dx2 = x2 == null ? null : memory.random(x2.floats(), 0, 1);
      Buffer db = b == null ? null : memory.allocate(b.floats());
      Buffer dscale = memory.random(channels, 0, 1);
      Buffer dshift = memory.random(channels, 0, 1);
      double[] was1 = doubles(dx1);
      norm.backward(copy(memory, dy), dx1, true, dx2, false, db, dscale, dshift).run();
      double[] gradient1 = reference.backward(dy, 0, arguments);
      double[] gradient2 = x2 == null ? null : reference.backward(dy, 1, arguments);
      assertNear(sum(gradient1, was1), dx1, 3e-6, "dx1 added");
      if (x2 != null) {
        assertNear(gradient2, dx2, 3e-6, "dx2");
      }
      if (b != null) {
        assertNear(reference.backward(dy, 2, arguments), db, 3e-6, "dbias");
      }
      assertNear(reference.backward(dy, 3, arguments), dscale, 3e-6, "dscale");
      assertNear(reference.backward(dy, 4, arguments), dshift, 3e-6, "dshift");

      norm.backward(copy(memory, dy), dx1, false, dx2, true, null, null, null).run();
      assertNear(gradient1, dx1, 3e-6, "dx1");
      if (x2 != null) {
        assertNear(sum(gradient2, gradient2), dx2, 3e-6, "dx2 added");
      }
    }
  }

  private static Buffer copy(NativeMemory memory, double[] values) {
    float[] single = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      single[i] = (float) values[i];
    }
    return memory.of(single);
  }

  private static double[] sum(double[] a, double[] b) {
    double[] s = a.clone();
    for (int i = 0; i < s.length; i++) {
      s[i] += b[i];
    }
    return s;
  }

  @Test
  void computesOnlyTheGradientsThatAreWanted() {
    GroupNormShape shape = new GroupNormShape(2, 4, 8, 8, 2, 1e-5f, true, 16);
    try (NativeMemory memory = new NativeMemory(2)) {
      Buffer x1 = memory.random(64, 0, 1);
      Buffer x2 = memory.random(64, 0, 1);
      Buffer bias = memory.random(32, 0, 1);
      Buffer scale = memory.random(16, 1, 0.1);
      Buffer shift = memory.random(16, 0, 0.1);
      double[] dy = doubles(memory.random(128, 0, 1));
      CpuGroupNorm norm = new CpuGroupNorm(shape, memory::allocate);
      norm.forward(x1, x2, bias, scale, shift, memory.allocate(128)).run();
      Buffer dbias = memory.allocate(32);
      norm.backward(copy(memory, dy), null, false, null, false, dbias, null, null).run();
      double[] expected =
          new GroupNormReference(shape)
              .backward(
                  dy, 2, doubles(x1), doubles(x2), doubles(bias), doubles(scale), doubles(shift));
      assertNear(expected, dbias, 3e-6, "dbias");
    }
  }

  /**
   * A mean of 10,000 deviations leaves about three of single precision's seven digits in x itself.
   */
  @ParameterizedTest
  @CsvSource({"0", "300", "10000", "-70000"})
  void losesNothingToALargeMean(double mean) {
    GroupNormShape shape = new GroupNormShape(2, 300, 19, 13, 4, 1e-5f, false, 32);
    try (NativeMemory memory = new NativeMemory(3)) {
      Buffer x1 = memory.random(2 * 300 * 19, mean, 1);
      Buffer x2 = memory.random(2 * 300 * 13, mean / 2, 1);
      Buffer bias = memory.random(2 * 32, mean, 1);
      for (int i = 0; i < 64; i++) {
        if (i % 32 >= 19) {
          long at = bias.address() + 4L * i;
          Lanes.put(at, (float) (Lanes.get(at) + mean / 2));
        }
      }
      Buffer scale = memory.random(32, 1, 0.1);
      Buffer shift = memory.random(32, 0, 0.1);
      Buffer y = memory.allocate(2 * 300 * 32);
      new CpuGroupNorm(shape, memory::allocate).forward(x1, x2, bias, scale, shift, y).run();
      double[] expected =
          new GroupNormReference(shape)
              .forward(doubles(x1), doubles(x2), doubles(bias), doubles(scale), doubles(shift));
      assertNear(expected, y, 1e-6, "y");
    }
  }

  @Test
  void rejectsWhatDoesNotFit() {
    GroupNormShape shape = new GroupNormShape(1, 4, 8, 8, 2, 1e-5f, true, 16);
    try (NativeMemory memory = new NativeMemory(4)) {
      CpuGroupNorm norm = new CpuGroupNorm(shape, memory::allocate);
      Buffer x = memory.allocate(32);
      Buffer row = memory.allocate(16);
      Buffer y = memory.allocate(64);
      assertThrows(IllegalArgumentException.class, () -> norm.forward(x, null, null, row, row, y));
      assertThrows(IllegalArgumentException.class, () -> norm.forward(x, x, null, row, row, x));
      assertThrows(
          IllegalStateException.class,
          () -> norm.backward(y, x, false, x, false, null, null, null));
    }
  }
}
