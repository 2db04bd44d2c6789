package dev.clientele.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.clientele.tensor.RandomKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MixtureFederationTest {
  private static MixtureFederation mixture(int components, int dimension, double separation) {
    return MixtureFederation.create(
        components, dimension, separation, 5, 3, 4000, 40, 0.7, RandomKey.of(8));
  }

  @ParameterizedTest
  @CsvSource({"1, 3, 2", "4, 1, 0.5", "3, 8, 2", "6, 5, 0"})
  void allComponentsTogetherHaveMeanZeroAndVarianceOne(int components, int d, double separation) {
    MixtureFederation mixture = mixture(components, d, separation);
    double square = 0;
    double[] sum = new double[d];
    for (int k = 0; k < components; k++) {
      double[] mean = mixture.mean(k);
      for (int i = 0; i < d; i++) {
        sum[i] += mean[i];
        square += mean[i] * mean[i];
      }
    }
    assertArrayEquals(new double[d], sum, 1e-12);
    assertEquals(1, square / components / d + mixture.variance(), 1e-12);
    if (components > 1) {
      double ratio = Math.sqrt(square / components / d / mixture.variance());
      assertEquals(separation, ratio, 1e-9);
    }
  }

  @Test
  void aClientsPointsComeFromItsOwnWeightsAndTheSharedComponents() {
    MixtureFederation mixture = mixture(3, 4, 2);
    for (int id : new int[] {0, 7}) {
      double[] weights = mixture.weights(id);
      assertEquals(1, Arrays.stream(weights).sum(), 1e-12);
      Images train = mixture.client(id).train();
      double[] counts = new double[3];
      double[][] sums = new double[3][4];
      double spread = 0;
      float[] x = new float[4];
      for (int i = 0; i < train.count(); i++) {
        train.copyTo(i, x, 0);
        int k = train.label(i);
        counts[k]++;
        for (int j = 0; j < 4; j++) {
          sums[k][j] += x[j];
          spread += Math.pow(x[j] - mixture.mean(k)[j], 2) / 4 / train.count();
        }
      }
      assertEquals(mixture.variance(), spread, 0.02 * mixture.variance());
      for (int k = 0; k < 3; k++) {
        assertEquals(weights[k], counts[k] / train.count(), 0.04);
        double error = 4 * Math.sqrt(mixture.variance() / Math.max(1, counts[k]));
        for (int j = 0; j < 4 && counts[k] > 0; j++) {
          assertEquals(mixture.mean(k)[j], sums[k][j] / counts[k], error);
        }
      }
    }
    assertNotEquals(mixture.weights(0)[0], mixture.weights(7)[0]);
  }

  @Test
  void aFunctionOfItsKey() {
    float[] a = new float[8];
    float[] b = new float[8];
    mixture(3, 8, 1).client(2).heldOut().copyTo(39, a, 0);
    mixture(3, 8, 1).client(2).heldOut().copyTo(39, b, 0);
    assertArrayEquals(a, b);
    mixture(3, 8, 1).client(2).train().copyTo(39, b, 0);
    assertNotEquals(a[0], b[0]);
    assertEquals(4, mixture(4, 2, 1).reference(10).label(9) + 3);
  }

  @Test
  void clientsThatAreNotThereAreRefused() {
    assertThrows(IndexOutOfBoundsException.class, () -> mixture(2, 2, 1).weights(8));
    assertThrows(IllegalArgumentException.class, () -> mixture(0, 2, 1));
  }
}
