package dev.clientele.kernel.cpu;

import static dev.clientele.kernel.cpu.NativeMemory.assertNear;
import static dev.clientele.kernel.cpu.NativeMemory.doubles;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.MatrixProduct;
import dev.clientele.kernel.MatrixProduct.Strides;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductsTest {
  /** Of the tensor's norm. */
  private static final double TOLERANCE = 2e-6;

  private final OneDnn dnn = new OneDnn();
  private final Products products = new Products(dnn);
  private final NativeMemory memory = new NativeMemory(3);

  @AfterEach
  void close() {
    dnn.close();
    memory.close();
  }

  private static int at(Strides by, int outer, int inner, int row, int column) {
    return (int) (outer * by.outer() + inner * by.inner() + row * by.row() + column * by.column());
  }

  private Buffer random(MatrixProduct p, int rows, int columns, Strides by) {
    return memory.random(at(by, p.outer() - 1, p.inner() - 1, rows - 1, columns - 1) + 1, 0.1, 1);
  }

  /** Prepares, runs and compares; numbers of c that are no element of it must stay. */
  private void check(MatrixProduct p, boolean withBias, boolean withResidual, boolean add) {
    Buffer a = random(p, p.m(), p.k(), p.a());
    Buffer b = random(p, p.k(), p.n(), p.b());
    Buffer c = random(p, p.m(), p.n(), p.c());
    Buffer bias = withBias ? memory.random(p.n(), 0, 1) : null;
    Buffer residual = withResidual ? memory.random(c.floats(), 0, 1) : null;
    double[] expected = doubles(c);
    double[] left = doubles(a);
    double[] right = doubles(b);
    for (int o = 0; o < p.outer(); o++) {
      for (int i = 0; i < p.inner(); i++) {
        for (int row = 0; row < p.m(); row++) {
          for (int column = 0; column < p.n(); column++) {
            double sum = 0;
            for (int l = 0; l < p.k(); l++) {
              sum += left[at(p.a(), o, i, row, l)] * right[at(p.b(), o, i, l, column)];
            }
            int to = at(p.c(), o, i, row, column);
            expected[to] =
                p.factor() * sum
                    + (withBias ? doubles(bias)[column] : 0)
                    + (withResidual ? doubles(residual)[to] : 0)
                    + (add ? expected[to] : 0);
          }
        }
      }
    }
    products.prepare(p, a, b, bias, residual, add, c).run();
    assertNear(expected, c, TOLERANCE, p.toString());
  }

  private static Strides rows(long length) {
    return MatrixProduct.rows(length);
  }

  @ParameterizedTest
  @CsvSource({
    "5, 7, 3, false, false, false",
    "5, 7, 3, true, false, false",
    "5, 7, 3, false, true, false",
    "5, 7, 3, false, false, true",
    "5, 7, 3, true, true, true",
    "1, 1, 1, true, true, true",
    "1, 33, 17, true, false, true",
    "64, 48, 40, false, true, true"
  })
  void dense(int m, int n, int k, boolean bias, boolean residual, boolean add) {
    check(MatrixProduct.single(m, n, k, rows(k), rows(n), rows(n)), bias, residual, add);
  }

  /** A dense layer's three products: weights are [n, k]. */
  @ParameterizedTest
  @CsvSource({"9, 12, 5", "32, 16, 24", "3, 1, 8"})
  void transposed(int m, int n, int k) {
    check(MatrixProduct.single(m, n, k, rows(k), rows(k).transposed(), rows(n)), true, true, false);
    check(
        MatrixProduct.single(m, n, k, rows(m).transposed(), rows(n), rows(n)), false, false, true);
    check(
        MatrixProduct.single(m, n, k, rows(m).transposed(), rows(k).transposed(), rows(n)),
        false,
        false,
        false);
  }

  /** Columns of wider matrices, as a layer over a part of the concatenated inputs has them. */
  @Test
  void slices() {
    check(MatrixProduct.single(6, 5, 4, rows(11), rows(9), rows(5)), true, false, true);
    check(
        MatrixProduct.single(6, 5, 4, rows(11), rows(9).transposed(), rows(5)), true, true, false);
    check(MatrixProduct.single(6, 5, 4, rows(11), rows(9), rows(8)), false, false, false);
  }

  @ParameterizedTest
  @CsvSource({"1, false, false", "0.25, false, false", "-2, true, false", "0.5, true, true"})
  void batches(float factor, boolean residual, boolean add) {
    Strides a = new Strides(30, 0, 5, 1);
    Strides b = new Strides(40, 0, 8, 1);
    Strides c = new Strides(50, 0, 8, 1);
    check(new MatrixProduct(3, 1, 6, 8, 5, a, b, c, factor), false, residual, add);
    check(
        new MatrixProduct(3, 1, 6, 8, 5, a, new Strides(40, 0, 1, 5), c, factor),
        false,
        residual,
        add);
  }

  /** Attention's products: 2 images, 3 heads of 4 channels, 10 pixels; queries, keys, values. */
  @Test
  void heads() {
    Strides parts = new Strides(360, 4, 36, 1);
    Strides dense = new Strides(120, 4, 12, 1);
    Strides square = new Strides(300, 100, 10, 1);
    check(
        new MatrixProduct(2, 3, 10, 10, 4, parts, parts.transposed(), square, 0.5f),
        false,
        false,
        false);
    check(new MatrixProduct(2, 3, 10, 4, 10, square, parts, dense, 1), false, false, false);
    check(
        new MatrixProduct(2, 3, 10, 4, 10, square.transposed(), dense, parts, 1),
        false,
        false,
        false);
    check(new MatrixProduct(2, 3, 10, 4, 10, square, parts, parts, 0.5f), false, false, false);
    check(
        new MatrixProduct(1, 3, 10, 10, 4, parts, parts.transposed(), square, 2),
        false,
        false,
        true);
  }

  /** Planes of Winograd's algorithm, one of them padded. */
  @ParameterizedTest
  @CsvSource({"36, 5, 8, 16, false, false", "36, 16, 8, 5, true, true", "1, 3, 4, 2, true, false"})
  void planes(int planes, int m, int n, int k, boolean transposed, boolean add) {
    Buffer a = memory.random((long) planes * (m * k + 8), 0, 1);
    Buffer b = memory.random((long) planes * k * n, 0, 1);
    Buffer c = memory.random((long) planes * (m * n + 16), 0, 1);
    Buffer expected = memory.of(NativeMemory.floats(c));
    for (PlaneProducts by : new PlaneProducts[] {products, new NaivePlaneProducts()}) {
      long to = by == products ? c.address() : expected.address();
      by.planes(
              planes,
              m,
              n,
              k,
              a.address(),
              m * k + 8,
              transposed,
              b.address(),
              (long) k * n,
              to,
              m * n + 16,
              add)
          .run();
    }
    assertNear(doubles(expected), c, TOLERANCE, "planes");
  }

  @Test
  void whatCannotBeIsRefused() {
    Buffer some = memory.allocate(64);
    Strides s = new Strides(16, 0, 4, 1);
    MatrixProduct batch = new MatrixProduct(2, 1, 4, 4, 4, s, s, s, 1);
    assertThrows(
        IllegalArgumentException.class,
        () -> products.prepare(batch, some, some, some, null, false, some));
    Buffer small = some.slice(0, 31);
    assertThrows(
        IllegalArgumentException.class,
        () -> products.prepare(batch, small, some, null, null, false, some));
    assertThrows(
        IllegalArgumentException.class,
        () -> products.prepare(batch, some, some, null, null, false, small));
    assertThrows(
        IllegalArgumentException.class,
        () -> products.prepare(batch, some, some, null, small, false, some));
  }
}
