package dev.clientele.tensor;

import java.util.random.RandomGenerator;

/**
 * One random stream: xoshiro256++ (Blackman and Vigna 2019), started by SplitMix64 from a {@link
 * RandomKey}. Not thread-safe: a stream belongs to the computation that opened it and is never
 * shared.
 */
public final class RandomStream implements RandomGenerator {
  private long s0;
  private long s1;
  private long s2;
  private long s3;

  RandomStream(long seed) {
    long z = seed;
    s0 = RandomKey.mix(z += 0x9E3779B97F4A7C15L);
    s1 = RandomKey.mix(z += 0x9E3779B97F4A7C15L);
    s2 = RandomKey.mix(z += 0x9E3779B97F4A7C15L);
    s3 = RandomKey.mix(z + 0x9E3779B97F4A7C15L);
  }

  @Override
  public long nextLong() {
    long result = Long.rotateLeft(s0 + s3, 23) + s0;
    long t = s1 << 17;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = Long.rotateLeft(s3, 45);
    return result;
  }

  /** Fills {@code to} with standard normal numbers. */
  public void fillGaussian(float[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = (float) nextGaussian();
    }
  }

  /** Puts {@code items} into a uniformly random order (Fisher and Yates). */
  public void shuffle(int[] items) {
    for (int i = items.length - 1; i > 0; i--) {
      int j = nextInt(i + 1);
      int swap = items[i];
      items[i] = items[j];
      items[j] = swap;
    }
  }

  /** {@code count} different numbers of {@code 0..bound-1}, in random order. */
  public int[] sample(int bound, int count) {
    if (count < 0 || count > bound) {
      throw new IllegalArgumentException("expected a count of 0 to " + bound + " but was " + count);
    }
    // Floyd's algorithm would keep memory at count; a bound of millions of ints is small enough.
    int[] all = new int[bound];
    for (int i = 0; i < bound; i++) {
      all[i] = i;
    }
    for (int i = 0; i < count; i++) {
      int j = i + nextInt(bound - i);
      int swap = all[i];
      all[i] = all[j];
      all[j] = swap;
    }
    return java.util.Arrays.copyOf(all, count);
  }

  /** A Gamma variate with the given shape and scale 1 (Marsaglia and Tsang 2000). */
  public double nextGamma(double shape) {
    if (!(shape > 0)) {
      throw new IllegalArgumentException("expected a positive shape but was " + shape);
    }
    if (shape < 1) {
      double u = 1 - nextDouble(); // (0, 1]
      return nextGamma(shape + 1) * StrictMath.pow(u, 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = nextGaussian();
      double v = 1 + c * x;
      if (v <= 0) {
        continue;
      }
      v = v * v * v;
      double u = 1 - nextDouble();
      if (StrictMath.log(u) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
        return d * v;
      }
    }
  }

  /** A point of the simplex with {@code n} parts from the symmetric Dirichlet distribution. */
  public double[] nextDirichlet(int n, double concentration) {
    double[] p = new double[n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      p[i] = nextGamma(concentration);
      sum += p[i];
    }
    if (!(sum > 0)) { // every part underflowed: the limit of small concentrations is one corner
      p[nextInt(n)] = 1;
      return p;
    }
    for (int i = 0; i < n; i++) {
      p[i] /= sum;
    }
    return p;
  }
}
