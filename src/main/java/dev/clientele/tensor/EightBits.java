package dev.clientele.tensor;

/**
 * Eight bits a number: each block of neighbours is scaled by its largest magnitude to -127..127 and
 * rounded to the nearest whole number, ties to even (block-wise linear quantisation; Dettmers et
 * al. 2022, section 2).
 *
 * @param block numbers that share a scale of four bytes
 */
public record EightBits(int block) implements Compression {
  private static final int LEVELS = 127;

  public EightBits {
    if (block < 1) {
      throw new IllegalArgumentException("expected a block of 1 or more but was " + block);
    }
  }

  @Override
  public Weights approximate(Weights numbers) {
    float[] values = numbers.toArray();
    for (int from = 0; from < values.length; from += Math.min(block, values.length - from)) {
      quantise(values, from, from + Math.min(block, values.length - from));
    }
    return Weights.adopt(numbers.layout(), values);
  }

  private static void quantise(float[] values, int from, int to) {
    float largest = 0;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    double scale = largest / (double) LEVELS;
    for (int i = from; i < to; i++) {
      values[i] = scale == 0 ? 0 : (float) (Math.rint(values[i] / scale) * scale);
    }
  }

  @Override
  public long bytes(Layout layout) {
    long blocks = (layout.size() + block - 1L) / block;
    return layout.size() + Float.BYTES * blocks;
  }
}
