package dev.clientele.bench;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.Kernels;
import dev.clientele.kernel.MatrixProduct;
import dev.clientele.kernel.Step;
import java.util.function.Supplier;

/** The most arithmetic that the machine does: large matrix products, one a thread. */
final class Peak {
  private static final int SIZE = 1024;
  private static final int TRIALS = 12;

  private Peak() {}

  private record Product(Kernels kernels, Step step) {
    static Product on(Kernels kernels) {
      MatrixProduct.Strides rows = MatrixProduct.rows(SIZE);
      MatrixProduct shape = MatrixProduct.single(SIZE, SIZE, SIZE, rows, rows, rows);
      Buffer a = kernels.allocate((long) SIZE * SIZE);
      Buffer b = kernels.allocate((long) SIZE * SIZE);
      Buffer c = kernels.allocate((long) SIZE * SIZE);
      return new Product(kernels, kernels.product(shape, a, b, null, null, false, c));
    }
  }

  /**
   * Floating-point operations a second of so many threads together: the best of a few trials.
   *
   * @param device makes kernels for the calling thread
   */
  static double operationsPerSecond(int threads, Supplier<Kernels> device) {
    try (Crew<Product> crew =
        new Crew<>(threads, () -> Product.on(device.get()), p -> p.kernels().close())) {
      double best = Double.POSITIVE_INFINITY;
      for (int i = 0; i < TRIALS; i++) {
        best = Math.min(best, crew.seconds(p -> p.step().run()));
      }
      return 2.0 * SIZE * SIZE * SIZE * threads / best;
    }
  }
}
