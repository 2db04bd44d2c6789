package dev.clientele.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.openblas.global.openblas;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class HostArraysTest {
  @Test
  void productsHaveTheSameBitsWhoeverComputesBeside() throws Exception {
    double[] alone = product();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<double[]>> beside = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        beside.add(threads.submit(HostArraysTest::product));
      }
      for (Future<double[]> result : beside) {
        assertArrayEquals(alone, result.get());
      }
    }
    assertEquals(1, openblas.blas_get_num_threads());
  }

  /** Large enough that OpenBLAS would divide it among its threads. */
  private static double[] product() {
    RandomStream random = RandomKey.of(3).stream();
    double[] values = random.doubles(400 * 130).toArray();
    try (INDArray x = HostArrays.matrix(values, 400, 130);
        INDArray product = x.mmul(x.transpose())) {
      return HostArrays.toDoubles(product);
    }
  }

  @Test
  void rowsAreRowMajor() {
    try (INDArray x = HostArrays.matrix(new float[][] {{1, 2, 3}, {4, 5, 6}})) {
      assertArrayEquals(new long[] {2, 3}, x.shape());
      assertEquals(3, x.getDouble(0, 2));
      assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, HostArrays.toDoubles(x));
    }
  }

  @Test
  void viewsAreCopiedInTheirOwnOrder() {
    try (INDArray x = HostArrays.matrix(new float[][] {{1, 2, 3}, {4, 5, 6}})) {
      assertArrayEquals(new double[] {1, 4, 2, 5, 3, 6}, HostArrays.toDoubles(x.transpose()));
      assertArrayEquals(new double[] {4, 5, 6}, HostArrays.toDoubles(x.getRow(1)));
      assertArrayEquals(new double[] {2, 5}, HostArrays.toDoubles(x.getColumn(1)));
    }
  }

  @Test
  void refusesWrongSizes() {
    assertThrows(
        IllegalArgumentException.class, () -> HostArrays.matrix(new float[][] {{1, 2}, {3}}));
    assertThrows(
        IllegalArgumentException.class, () -> HostArrays.matrix(new double[] {1, 2, 3}, 2, 2));
  }
}
