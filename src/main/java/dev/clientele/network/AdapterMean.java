package dev.clientele.network;

import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The weighted mean of what adapters do: of the products {@code (alpha/rank) B A}. The mean of the
 * A's and that of the B's do not make it, and adapters of different ranks do not have the former.
 * Sums are in double precision and in the order of the calls. Mutable; not thread-safe.
 */
public final class AdapterMean {
  /** A sum of products, and one pair of the layer's for its names and shapes. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Sum(AdapterPair pair, double[] product) {}

  private final Map<String, Sum> sums = new LinkedHashMap<>();
  private double weight;

  /** Adds one client's adapters; a layer without one counts as unchanged. */
  public void add(Weights adapters, Lora lora, double factor) {
    for (AdapterPair pair : AdapterPair.of(adapters)) {
      Sum sum = sums.computeIfAbsent(pair.base(), name -> new Sum(pair, new double[pair.size()]));
      if (!sum.pair().shape().equals(pair.shape())) {
        throw new IllegalArgumentException(
            "an adapter of "
                + pair.base()
                + ": expected shape "
                + sum.pair().shape()
                + " but was "
                + pair.shape());
      }
      pair.addProduct(factor * lora.scale(), sum.product());
    }
    weight += factor;
  }

  /** The mean as a change of the tensors that are adapted, under their names. */
  public Weights change() {
    Layout.Builder layout = new Layout.Builder();
    sums.values().forEach(sum -> layout.add(sum.pair().base(), sum.pair().shape()));
    Layout all = layout.build();
    float[] values = new float[all.size()];
    for (Sum sum : sums.values()) {
      double[] mean = sum.pair().arranged(mean(sum));
      int at = all.entry(sum.pair().base()).offset();
      for (int i = 0; i < mean.length; i++) {
        values[at + i] = (float) mean[i];
      }
    }
    return Weights.adopt(all, values);
  }

  private double[] mean(Sum sum) {
    if (!(weight > 0)) {
      throw new IllegalStateException("the mean of nothing");
    }
    double[] mean = sum.product().clone();
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= weight;
    }
    return mean;
  }

  /**
   * The adapters that come nearest to the mean, as {@link LowRank} says. Where the mean's rank is
   * below theirs they are the mean, and their last rows and columns are zero.
   *
   * @param lora the rank and scale that they will have
   */
  public Weights adapters(Lora lora) {
    List<Weights> all = new ArrayList<>();
    for (Sum sum : sums.values()) {
      all.add(factors(sum.pair(), mean(sum), lora));
    }
    return all.stream().reduce(Weights.zeros(new Layout.Builder().build()), Weights::and);
  }

  private static Weights factors(AdapterPair pair, double[] mean, Lora lora) {
    LowRank nearest = LowRank.of(mean, pair.outputs(), pair.inputs(), lora.rank());
    double share = 1 / Math.sqrt(lora.scale());
    float[] both = new float[nearest.right().length + nearest.left().length];
    int at = 0;
    for (double value : nearest.right()) {
      both[at++] = (float) (share * value);
    }
    for (double value : nearest.left()) {
      both[at++] = (float) (share * value);
    }
    return Weights.adopt(pair.layout(lora.rank()), both);
  }
}
