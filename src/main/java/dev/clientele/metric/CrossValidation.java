package dev.clientele.metric;

import dev.clientele.tensor.RandomKey;
import java.util.Arrays;

/**
 * How much a linear probe finds in few rows: every row is predicted by a {@link LinearProbe} that
 * was fitted to the other folds, with the ridge that does best within those. Pure functions.
 */
public final class CrossValidation {
  /** Of the mean of the features' variances times the rows: no ridge is best for all features. */
  private static final double[] RIDGES = {1e-4, 1e-3, 1e-2, 1e-1, 1, 10};

  private CrossValidation() {}

  /**
   * Each quantity's coefficient of determination over the held-out predictions of all rows: 1 is
   * perfect, 0 no better than the mean, and it may be negative. NaN for a constant one.
   *
   * @param x features
   * @param y as many rows of quantities
   * @param folds at least 2, of at least four rows each
   * @param key says which row is in which fold
   */
  public static double[] determination(float[][] x, float[][] y, int folds, RandomKey key) {
    double[][] predicted = predict(x, y, folds, key);
    double[] mean = Centred.of(y).mean();
    double[] result = new double[mean.length];
    for (int t = 0; t < mean.length; t++) {
      double residual = 0;
      double spread = 0;
      for (int i = 0; i < y.length; i++) {
        residual += square(y[i][t] - predicted[i][t]);
        spread += square(y[i][t] - mean[t]);
      }
      result[t] = spread == 0 ? Double.NaN : 1 - residual / spread;
    }
    return result;
  }

  /** The share of the rows whose held-out prediction is their label, of {@code 0..classes-1}. */
  public static double accuracy(float[][] x, int[] labels, int classes, int folds, RandomKey key) {
    float[][] y = LinearProbe.oneHot(labels, classes);
    double[][] predicted = predict(x, y, folds, key);
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += LinearProbe.largest(predicted[i]) == labels[i] ? 1 : 0;
    }
    return (double) right / labels.length;
  }

  /** Each row's prediction from the other folds. */
  private static double[][] predict(float[][] x, float[][] y, int folds, RandomKey key) {
    if (x.length != y.length || folds < 2 || x.length < 4 * folds) {
      throw new IllegalArgumentException(
          "expected at least 2 folds of at least 4 rows and as many rows of features but was "
              + folds
              + " for "
              + y.length
              + " and "
              + x.length);
    }
    int[] order = key.stream().sample(x.length, x.length);
    double[][] predicted = new double[x.length][];
    for (int fold = 0; fold < folds; fold++) {
      int[] held = part(order, fold, folds, true);
      int[] others = part(order, fold, folds, false);
      double ridge = bestRidge(rows(x, others), rows(y, others), folds);
      LinearProbe probe = LinearProbe.fit(rows(x, others), rows(y, others), ridge);
      double[][] some = probe.predict(rows(x, held));
      for (int i = 0; i < held.length; i++) {
        predicted[held[i]] = some[i];
      }
    }
    return predicted;
  }

  /**
   * The ridge of the least squared error within the given rows, each fold predicted by the rest.
   */
  private static double bestRidge(float[][] x, float[][] y, int folds) {
    double scale = Math.max(Double.MIN_NORMAL, variance(x) * x.length);
    double[] ridges = Arrays.stream(RIDGES).map(relative -> relative * scale).toArray();
    double[] errors = new double[ridges.length];
    int[] order = new int[x.length];
    Arrays.setAll(order, i -> i);
    for (int fold = 0; fold < folds; fold++) {
      int[] held = part(order, fold, folds, true);
      int[] others = part(order, fold, folds, false);
      LinearProbe[] probes = LinearProbe.fit(rows(x, others), rows(y, others), ridges);
      for (int r = 0; r < ridges.length; r++) {
        errors[r] += squaredError(probes[r].predict(rows(x, held)), rows(y, held));
      }
    }
    int best = 0;
    for (int r = 1; r < errors.length; r++) {
      best = errors[r] < errors[best] ? r : best;
    }
    return ridges[best];
  }

  private static double variance(float[][] x) {
    double[] centred = Centred.of(x).values();
    double sum = 0;
    for (double v : centred) {
      sum += v * v;
    }
    return sum / centred.length;
  }

  private static double squaredError(double[][] predicted, float[][] y) {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      for (int t = 0; t < y[i].length; t++) {
        sum += square(predicted[i][t] - y[i][t]);
      }
    }
    return sum;
  }

  /** The places of one fold, or of all others: every {@code folds}-th of the order. */
  private static int[] part(int[] order, int fold, int folds, boolean inside) {
    int[] places = new int[order.length];
    int n = 0;
    for (int i = 0; i < order.length; i++) {
      if ((i % folds == fold) == inside) {
        places[n++] = order[i];
      }
    }
    return Arrays.copyOf(places, n);
  }

  private static float[][] rows(float[][] all, int[] which) {
    float[][] some = new float[which.length][];
    for (int i = 0; i < which.length; i++) {
      some[i] = all[which[i]];
    }
    return some;
  }

  private static double square(double x) {
    return x * x;
  }
}
