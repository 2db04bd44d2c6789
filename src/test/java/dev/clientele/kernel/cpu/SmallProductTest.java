package dev.clientele.kernel.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.Tries;
import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.MatrixProduct;
import dev.clientele.kernel.MatrixProduct.Strides;
import dev.clientele.tensor.RandomStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** To the last bit: every number is its start plus its products, fused and in order. */
class SmallProductTest {
  private final NativeMemory memory = new NativeMemory(4);
  private final Scratch scratch = new Scratch(memory::allocate);

  @AfterEach
  void close() {
    memory.close();
  }

  @Test
  void everyShapeAndArrangement() {
    Tries.check(300, this::oneShape);
  }

  private void oneShape(RandomStream random) {
    int m = Tries.between(random, 1, 13);
    int n = Tries.between(random, 1, 70);
    int k = Tries.between(random, 1, 20);
    Strides a = strides(random, m, k);
    Strides b = strides(random, k, n);
    Strides c = MatrixProduct.rows(n + random.nextInt(4));
    check(
        MatrixProduct.single(m, n, k, a, b, c),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean());
  }

  /** Rows or, transposed, columns that are adjacent, perhaps with gaps. */
  private static Strides strides(RandomStream random, int rows, int columns) {
    int gap = random.nextInt(3);
    return random.nextBoolean()
        ? MatrixProduct.rows(columns + gap)
        : MatrixProduct.rows(rows + gap).transposed();
  }

  private Buffer random(int rows, int columns, Strides by) {
    return memory.random((rows - 1) * by.row() + (columns - 1) * by.column() + 1, 0.1, 1);
  }

  private void check(MatrixProduct p, boolean withBias, boolean withResidual, boolean add) {
    Buffer a = random(p.m(), p.k(), p.a());
    Buffer b = random(p.k(), p.n(), p.b());
    Buffer c = random(p.m(), p.n(), p.c());
    Buffer bias = withBias ? memory.random(p.n(), 0, 1) : null;
    Buffer residual = withResidual ? memory.random(c.floats(), 0, 1) : null;
    float[] expected = NativeMemory.floats(c);
    for (int i = 0; i < p.m(); i++) {
      for (int j = 0; j < p.n(); j++) {
        int at = (int) (i * p.c().row() + j);
        float sum = add ? expected[at] : 0;
        sum = withBias ? sum + at(bias, j) : sum;
        sum = withResidual ? sum + at(residual, at) : sum;
        for (int l = 0; l < p.k(); l++) {
          float left = at(a, i * p.a().row() + l * p.a().column());
          sum = Math.fma(left, at(b, l * p.b().row() + j * p.b().column()), sum);
        }
        expected[at] = sum;
      }
    }
    SmallProduct.prepare(p, a, b, bias, residual, add, c, scratch).run();
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], at(c, i), p + " at " + i);
    }
  }

  private static float at(Buffer buffer, long i) {
    return Lanes.get(buffer.address() + 4 * i);
  }

  @Test
  void onlySmallPlainProductsSuit() {
    Strides rows = MatrixProduct.rows(32);
    assertTrue(SmallProduct.suits(MatrixProduct.single(32, 32, 32, rows, rows, rows)));
    assertTrue(SmallProduct.suits(MatrixProduct.single(32, 32, 32, rows, rows.transposed(), rows)));
    assertFalse(SmallProduct.suits(MatrixProduct.single(32, 32, 4096, rows, rows, rows)));
    assertFalse(
        SmallProduct.suits(MatrixProduct.single(32, 32, 32, rows, rows, rows.transposed())));
    assertFalse(SmallProduct.suits(new MatrixProduct(2, 1, 8, 8, 8, rows, rows, rows, 1)));
    assertFalse(SmallProduct.suits(new MatrixProduct(1, 1, 8, 8, 8, rows, rows, rows, 2)));
  }
}
