package dev.clientele.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Predicate;

/**
 * Immutable named tensors in one flat heap array: what messages and checkpoints carry. Safe to
 * share between threads; no method gives the array away.
 */
public final class Weights {
  private static final int STRETCH = 1 << 14;
  private static final int EXPONENT = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
  private static final int LOWEST_EXPONENT = Float.floatToRawIntBits(Float.MIN_NORMAL);

  private final Layout layout;

  /** Not to be changed by anybody; seen in this package alone. */
  final float[] values;

  /**
   * What {@link #isFinite} found; null before. Threads that do not see it yet find the same again.
   */
  private Boolean finite;

  private Weights(Layout layout, float[] values) {
    if (values.length != layout.size()) {
      throw new IllegalArgumentException(
          "expected " + layout.size() + " numbers for this layout but was " + values.length);
    }
    this.layout = layout;
    this.values = values;
  }

  /** Weights with a copy of {@code values}. */
  public static Weights copyOf(Layout layout, float[] values) {
    return new Weights(layout, values.clone());
  }

  /** Weights that take {@code values} over: the caller must not touch the array again. */
  public static Weights adopt(Layout layout, float[] values) {
    return new Weights(layout, values);
  }

  /** All zero. */
  public static Weights zeros(Layout layout) {
    return new Weights(layout, new float[layout.size()]);
  }

  public Layout layout() {
    return layout;
  }

  public int size() {
    return values.length;
  }

  /** The number at flat position {@code i}. */
  public float at(int i) {
    return values[i];
  }

  /** Copies {@code length} numbers from flat position {@code from} into {@code to}. */
  public void copyTo(int from, float[] to, int at, int length) {
    System.arraycopy(values, from, to, at, length);
  }

  /** A copy of all numbers, in the layout's order. */
  public float[] toArray() {
    return values.clone();
  }

  /** All numbers, in the layout's order, to be read without a copy. */
  public FloatBuffer asBuffer() {
    return FloatBuffer.wrap(values).asReadOnlyBuffer();
  }

  /**
   * How {@code later} differs from these numbers. Takes the array over, as {@link #adopt} does.
   *
   * @param later in this layout
   */
  public Weights changeTo(float[] later) {
    int found = 0;
    for (int i = 0; i < values.length; i++) {
      float change = later[i] - values[i];
      later[i] = change;
      found |= exponent(change);
    }
    Weights change = new Weights(layout, later);
    change.finite = found >= 0;
    return change;
  }

  /**
   * Whether one tensor's numbers are the same here and there; 0 and -0 are not.
   *
   * @param other in this layout
   */
  public boolean sameAs(Weights other, Layout.Entry tensor) {
    int from = tensor.offset();
    int to = from + tensor.size();
    return Arrays.equals(values, from, to, other.values, from, to);
  }

  /** A copy of one tensor, row-major. */
  public float[] tensor(String name) {
    Layout.Entry e = layout.entry(name);
    return Arrays.copyOfRange(values, e.offset(), e.offset() + e.size());
  }

  /** The tensors whose names pass. */
  public Weights filter(Predicate<String> names) {
    return project(layout.filter(names));
  }

  /** These tensors in another layout, all of whose names and shapes must be here. */
  public Weights project(Layout to) {
    if (to.equals(layout)) {
      return this;
    }
    float[] result = new float[to.size()];
    for (Layout.Entry e : to.entries()) {
      Layout.Entry mine = layout.entry(e.name());
      if (!mine.shape().equals(e.shape())) {
        throw new IllegalArgumentException(
            "tensor " + e.name() + ": expected shape " + e.shape() + " but was " + mine.shape());
      }
      System.arraycopy(values, mine.offset(), result, e.offset(), e.size());
    }
    return new Weights(to, result);
  }

  /** These tensors followed by {@code other}'s; no name may be in both. */
  public Weights and(Weights other) {
    Layout.Builder builder = new Layout.Builder();
    layout.entries().forEach(e -> builder.add(e.name(), e.shape()));
    other.layout.entries().forEach(e -> builder.add(e.name(), e.shape()));
    float[] all = Arrays.copyOf(values, values.length + other.values.length);
    System.arraycopy(other.values, 0, all, values.length, other.values.length);
    return new Weights(builder.build(), all);
  }

  /** {@code this + factor * other}, element by element. */
  public Weights plus(double factor, Weights other) {
    requireSame(other);
    float[] result = new float[values.length];
    float f = (float) factor;
    for (int i = 0; i < result.length; i++) {
      result[i] = values[i] + f * other.values[i];
    }
    return new Weights(layout, result);
  }

  /** {@code (1 - share) * this + share * other}: one step of an exponential moving average. */
  public Weights mix(double share, Weights other) {
    requireSame(other);
    float[] result = new float[values.length];
    float b = (float) share;
    for (int i = 0; i < result.length; i++) {
      result[i] = values[i] + b * (other.values[i] - values[i]);
    }
    return new Weights(layout, result);
  }

  /** The Euclidean norm of all numbers, summed in double precision in their order. */
  public double norm() {
    double s = 0;
    for (float v : values) {
      s += (double) v * v;
    }
    return Math.sqrt(s);
  }

  /** Whether no number is infinite or not a number. Looks once, and remembers it. */
  public boolean isFinite() {
    Boolean known = finite;
    if (known == null) {
      known = true;
      for (int from = 0; known && from < values.length; from += STRETCH) {
        known = isFinite(from, Math.min(values.length, from + STRETCH));
      }
      finite = known;
    }
    return known;
  }

  /** Looks at all of them, without a branch, so that it is done many at once. */
  private boolean isFinite(int from, int to) {
    int found = 0;
    for (int i = from; i < to; i++) {
      found |= exponent(values[i]);
    }
    return found >= 0;
  }

  /** Negative for an infinite number and for what is none: their exponent and one is the sign. */
  private static int exponent(float value) {
    return (Float.floatToRawIntBits(value) & EXPONENT) + LOWEST_EXPONENT;
  }

  /** Adds {@code factor} times these numbers onto {@code sum}, in their order. */
  public void addTo(double[] sum, double factor) {
    for (int i = 0; i < values.length; i++) {
      sum[i] += factor * values[i];
    }
  }

  /** The SHA-256 of names, shapes and the numbers' little-endian bits, in hexadecimal. */
  public String sha256() {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    for (Layout.Entry e : layout.entries()) {
      digest.update((e.name() + e.shape()).getBytes(StandardCharsets.UTF_8));
    }
    ByteBuffer chunk = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < values.length; i += chunk.capacity() / Float.BYTES) {
      int n = Math.min(chunk.capacity() / Float.BYTES, values.length - i);
      chunk.clear().asFloatBuffer().put(values, i, n);
      digest.update(chunk.array(), 0, n * Float.BYTES);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private void requireSame(Weights other) {
    if (!layout.equals(other.layout)) {
      throw new IllegalArgumentException(
          "expected the same layout but was " + layout + " and " + other.layout);
    }
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Weights that
            && layout.equals(that.layout)
            && Arrays.equals(values, that.values));
  }

  @Override
  public int hashCode() {
    return 31 * layout.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Weights[" + layout.entries().size() + " tensors, " + values.length + " numbers]";
  }
}
