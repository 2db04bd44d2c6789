package dev.clientele.kernel.cpu;

import static dev.clientele.kernel.cpu.NativeMemory.assertNear;
import static dev.clientele.kernel.cpu.NativeMemory.doubles;
import static dev.clientele.kernel.cpu.NativeMemory.floats;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.clientele.kernel.Buffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElementLoopsTest {
  private static double silu(double x) {
    return x / (1 + Math.exp(-x));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 16, 31, 100})
  void silu(int n) {
    try (NativeMemory memory = new NativeMemory(n)) {
      Buffer x = memory.random(n, 0, 4);
      Buffer y = memory.allocate(n);
      ElementLoops.silu(x.address(), y.address(), n);
      assertNear(Arrays.stream(doubles(x)).map(ElementLoopsTest::silu).toArray(), y, 1e-6, "y");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 13, 64})
  void siluBackwardIsTheFiniteDifference(int n) {
    try (NativeMemory memory = new NativeMemory(n)) {
      Buffer x = memory.random(n, 0, 3);
      Buffer dy = memory.random(n, 0, 1);
      double[] expected = doubles(x);
      double[] given = doubles(dy);
      for (int i = 0; i < n; i++) {
        double h = 1e-5;
        expected[i] = given[i] * (silu(expected[i] + h) - silu(expected[i] - h)) / (2 * h);
      }
      Buffer dx = memory.allocate(n);
      ElementLoops.siluBackward(x.address(), dy.address(), dx.address(), n);
      assertNear(expected, dx, 1e-6, "dx");
      ElementLoops.siluBackward(x.address(), dy.address(), dy.address(), n);
      assertArrayEquals(floats(dx), floats(dy), "in place");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 23, 64})
  void copyAddAddScaledAndScale(int n) {
    try (NativeMemory memory = new NativeMemory(n)) {
      Buffer from = memory.random(n, 0, 1);
      Buffer to = memory.random(n, 0, 1);
      float[] a = floats(from);
      float[] b = floats(to);
      ElementLoops.add(from.address(), to.address(), n);
      for (int i = 0; i < n; i++) {
        b[i] += a[i];
      }
      assertArrayEquals(b, floats(to), "add");
      ElementLoops.addScaled(from.address(), -0.3f, to.address(), n);
      for (int i = 0; i < n; i++) {
        b[i] = Math.fma(a[i], -0.3f, b[i]);
      }
      assertArrayEquals(b, floats(to), "addScaled");
      ElementLoops.scale(to.address(), 1.7f, n);
      for (int i = 0; i < n; i++) {
        b[i] *= 1.7f;
      }
      assertArrayEquals(b, floats(to), "scale");
      ElementLoops.copy(from.address(), to.address(), n);
      assertArrayEquals(a, floats(to), "copy");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8, 13, 16, 24, 40, 67})
  void columnSums(int columns) {
    for (int rows : new int[] {1, 2, 255, 256, 257, 1000}) {
      try (NativeMemory memory = new NativeMemory(columns)) {
        Buffer x = memory.random((long) rows * columns, 1, 1);
        double[] expected = new double[columns];
        double[] values = doubles(x);
        for (int i = 0; i < values.length; i++) {
          expected[i % columns] += values[i];
        }
        Buffer sums = memory.random(columns, 0, 1);
        ElementLoops.columnSums(x.address(), false, sums.address(), rows, columns);
        assertNear(expected, sums, 1e-6, rows + " x " + columns);
        ElementLoops.columnSums(x.address(), true, sums.address(), rows, columns);
        for (int c = 0; c < columns; c++) {
          expected[c] *= 2;
        }
        assertNear(expected, sums, 1e-6, rows + " x " + columns + ", added");
      }
    }
  }

  @Test
  void sumsOfManyNumbersKeepTheirDigits() {
    int n = 3_000_001;
    try (NativeMemory memory = new NativeMemory(5)) {
      Buffer x = memory.random(n, 1, 0.1);
      double sum = 0;
      double squares = 0;
      for (double v : doubles(x)) {
        sum += v;
        squares += v * v;
      }
      Buffer total = memory.allocate(1);
      ElementLoops.columnSums(x.address(), false, total.address(), n, 1);
      assertEquals(sum, floats(total)[0], 1e-6 * sum);
      assertEquals(squares, ElementLoops.squaredNorm(x.address(), n), 1e-6 * squares);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 33, 2047, 2049, 5000})
  void squaredErrorAndItsGradient(int n) {
    int batch = 3;
    float factor = 0.25f;
    try (NativeMemory memory = new NativeMemory(n)) {
      Buffer y = memory.random((long) batch * n, 0, 1);
      Buffer target = memory.random((long) batch * n, 0, 1);
      double[] error = new double[batch];
      double[] gradient = doubles(y);
      double[] wanted = doubles(target);
      for (int i = 0; i < batch * n; i++) {
        gradient[i] -= wanted[i];
        error[i / n] += gradient[i] * gradient[i];
        gradient[i] *= factor;
      }
      Buffer dy = memory.allocate((long) batch * n);
      for (long to : new long[] {dy.address(), 0}) {
        Buffer errors = memory.allocate(batch);
        ElementLoops.squaredError(
            y.address(), target.address(), errors.address(), to, factor, batch, n);
        assertNear(error, errors, 1e-6, "errors");
      }
      assertNear(gradient, dy, 1e-6, "dy");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 21, 64})
  void adamFollowsThePaper(int n) {
    double rate = 1e-2;
    double beta1 = 0.9f;
    double beta2 = 0.999f;
    double epsilon = 1e-8;
    try (NativeMemory memory = new NativeMemory(n)) {
      Buffer p = memory.random(n, 0, 1);
      Buffer m = memory.allocate(n);
      Buffer v = memory.allocate(n);
      double[] ep = doubles(p);
      double[] em = new double[n];
      double[] ev = new double[n];
      for (int t = 1; t <= 5; t++) {
        Buffer g = memory.random(n, 0, 1);
        double[] eg = doubles(g);
        for (int i = 0; i < n; i++) {
          em[i] = beta1 * em[i] + (1 - beta1) * eg[i];
          ev[i] = beta2 * ev[i] + (1 - beta2) * eg[i] * eg[i];
          double first = em[i] / (1 - Math.pow(beta1, t));
          double second = ev[i] / (1 - Math.pow(beta2, t));
          ep[i] -= rate * first / (Math.sqrt(second) + epsilon);
        }
        ElementLoops.adam(
            p.address(),
            g.address(),
            m.address(),
            v.address(),
            (float) (rate / (1 - Math.pow(beta1, t))),
            (float) (1 / (1 - Math.pow(beta2, t))),
            (float) beta1,
            (float) beta2,
            (float) epsilon,
            n);
      }
      assertNear(ep, p, 1e-6, "parameters");
      assertNear(em, m, 1e-6, "first moments");
      assertNear(ev, v, 1e-6, "second moments");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 8, 49, 64})
  void softmaxBackwardIsTheFiniteDifference(int columns) {
    int rows = 3;
    try (NativeMemory memory = new NativeMemory(columns)) {
      double[] x = doubles(memory.random((long) rows * columns, 0, 1));
      Buffer dy = memory.random((long) rows * columns, 0, 1);
      double[] given = doubles(dy);
      double[] expected = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        double[] up = x.clone();
        double[] down = x.clone();
        up[i] += 1e-5;
        down[i] -= 1e-5;
        double[] high = softmax(up, columns);
        double[] low = softmax(down, columns);
        for (int j = 0; j < x.length; j++) {
          expected[i] += given[j] * (high[j] - low[j]) / 2e-5;
        }
      }
      double[] y = softmax(x, columns);
      float[] single = new float[y.length];
      for (int i = 0; i < y.length; i++) {
        single[i] = (float) y[i];
      }
      Buffer dx = memory.allocate(x.length);
      long from = memory.of(single).address();
      ElementLoops.softmaxBackward(from, dy.address(), dx.address(), rows, columns);
      double[] actual = doubles(dx);
      assertArrayEquals(expected, actual, 1e-6, "dx");
      ElementLoops.softmaxBackward(from, dy.address(), dy.address(), rows, columns);
      assertArrayEquals(actual, doubles(dy), "in place");
    }
  }

  private static double[] softmax(double[] x, int columns) {
    double[] y = new double[x.length];
    for (int row = 0; row < x.length; row += columns) {
      double sum = 0;
      for (int i = row; i < row + columns; i++) {
        y[i] = Math.exp(x[i]);
        sum += y[i];
      }
      for (int i = row; i < row + columns; i++) {
        y[i] /= sum;
      }
    }
    return y;
  }
}
