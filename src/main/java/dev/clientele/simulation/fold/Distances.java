package dev.clientele.simulation.fold;

import dev.clientele.tensor.Weights;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Folds that compare whole updates with each other. */
final class Distances {
  private Distances() {}

  /**
   * Multi-Krum: an update's score is the sum of its squared distances to its {@code n - byzantine -
   * 2} nearest neighbours, at least one where there is any; the mean of the {@code chosen} lowest.
   */
  static Weights krum(List<Weights> updates, int byzantine, int chosen) {
    int n = updates.size();
    double[] scores = scores(updates, Math.clamp(n - byzantine - 2L, Math.min(1, n - 1), n - 1));
    int[] best =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> scores[i])) // stable: the first of equals
            .limit(chosen)
            .mapToInt(Integer::intValue)
            .sorted()
            .toArray();
    double[] sum = new double[updates.getFirst().size()];
    for (int i : best) {
      updates.get(i).addTo(sum, 1);
    }
    float[] mean = new float[sum.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sum[i] / best.length);
    }
    return Weights.adopt(updates.getFirst().layout(), mean);
  }

  private static double[] scores(List<Weights> updates, int neighbours) {
    int n = updates.size();
    double[][] distances = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        distances[i][j] = squared(updates.get(i), updates.get(j));
        distances[j][i] = distances[i][j];
      }
    }
    double[] scores = new double[n];
    for (int i = 0; i < n; i++) {
      Arrays.sort(distances[i]); // the first is the distance to itself
      for (int k = 1; k <= neighbours; k++) {
        scores[i] += distances[i][k];
      }
    }
    return scores;
  }

  private static double squared(Weights a, Weights b) {
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      double difference = (double) a.at(i) - b.at(i);
      sum += difference * difference;
    }
    return sum;
  }
}
