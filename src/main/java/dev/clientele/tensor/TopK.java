package dev.clientele.tensor;

/**
 * The numbers that are largest in magnitude, and nothing of the others (Aji and Heafield 2017;
 * Stich, Cordonnier and Jaggi 2018). Of equal magnitudes the first ones are taken.
 *
 * @param share of all numbers that is sent, above 0 and at most 1; rounded up to whole numbers
 */
public record TopK(double share) implements Compression {
  private static final int LOW_BITS = 16;

  public TopK {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("expected a share above 0 and at most 1 but was " + share);
    }
  }

  @Override
  public Weights approximate(Weights numbers) {
    int[] magnitudes = magnitudes(numbers);
    int left = count(numbers.layout());
    int threshold = threshold(magnitudes, left);
    int equal = left;
    for (int magnitude : magnitudes) {
      equal -= magnitude > threshold ? 1 : 0;
    }
    float[] kept = new float[magnitudes.length];
    for (int i = 0; i < kept.length; i++) {
      if (magnitudes[i] > threshold || (magnitudes[i] == threshold && equal-- > 0)) {
        kept[i] = numbers.at(i);
      }
    }
    return Weights.adopt(numbers.layout(), kept);
  }

  /** Four bytes a number, and its place: as an index or as a bit in a map, whichever is smaller. */
  @Override
  public long bytes(Layout layout) {
    long count = count(layout);
    long places = Math.min(Integer.BYTES * count, (layout.size() + 7L) / 8);
    return Float.BYTES * count + places;
  }

  private int count(Layout layout) {
    return (int) Math.min(layout.size(), Math.ceil(share * layout.size()));
  }

  /** Bits of the absolute values, which are ordered as these are. */
  private static int[] magnitudes(Weights numbers) {
    int[] bits = new int[numbers.size()];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(numbers.at(i)) & Integer.MAX_VALUE;
    }
    return bits;
  }

  /**
   * The {@code count}-th largest of all, by counting their upper and then their lower halves: in
   * time proportional to their number.
   */
  private static int threshold(int[] magnitudes, int count) {
    int[] counts = new int[1 << (Integer.SIZE - 1 - LOW_BITS)];
    for (int magnitude : magnitudes) {
      counts[magnitude >>> LOW_BITS]++;
    }
    long found = locate(counts, count);
    int high = (int) (found >>> Integer.SIZE);
    int[] lowCounts = new int[1 << LOW_BITS];
    for (int magnitude : magnitudes) {
      if (magnitude >>> LOW_BITS == high) {
        lowCounts[magnitude & ((1 << LOW_BITS) - 1)]++;
      }
    }
    return high << LOW_BITS | (int) (locate(lowCounts, (int) found) >>> Integer.SIZE);
  }

  /** The bin of the {@code rank}-th largest (upper half) and its rank in there (lower half). */
  private static long locate(int[] counts, int rank) {
    int left = rank;
    for (int bin = counts.length - 1; bin > 0; bin--) {
      if (left <= counts[bin]) {
        return (long) bin << Integer.SIZE | left;
      }
      left -= counts[bin];
    }
    return left;
  }
}
