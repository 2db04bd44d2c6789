package dev.clientele.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightedSumsTest {
  /** The same bits as number by number, in the order of the weights. */
  @ParameterizedTest
  @CsvSource({"0, 10", "1, 5000", "5, 2048", "7, 4097", "8, 3", "8, 5000"})
  void areThoseOfTheDefinition(int count, int size) {
    Layout layout = new Layout.Builder().add("w", List.of(size)).build();
    List<Weights> weights = new ArrayList<>();
    double[] factors = new double[WeightedSums.AT_ONCE];
    double[] sum = new double[size];
    double[] added = new double[size];
    for (int k = 0; k < count; k++) {
      float[] values = new float[size];
      RandomKey.of(k).stream().fillGaussian(values);
      weights.add(Weights.adopt(layout, values));
      factors[k] = 0.1 + k / 3.0;
    }
    for (int i = 0; i < size; i++) {
      sum[i] = 1e6 + i;
      added[i] = sum[i];
    }
    double[] expected = sum.clone();
    double[] expectedAdded = sum.clone();
    for (int i = 0; i < size; i++) {
      double part = 0;
      for (int k = 0; k < count; k++) {
        double term = factors[k] * weights.get(k).at(i);
        part += term;
        expectedAdded[i] += term;
      }
      expected[i] += part;
    }
    WeightedSums.addSum(weights, factors, sum);
    WeightedSums.add(weights, factors, added);
    assertArrayEquals(expected, sum);
    assertArrayEquals(expectedAdded, added);
  }
}
