package dev.clientele.wire;

import dev.clientele.tensor.Precision;
import dev.clientele.tensor.Weights;
import java.nio.FloatBuffer;
import java.util.Objects;

/**
 * A run of neighbouring numbers of some weights, read from them when it is sent and not before: no
 * copy waits in a queue. Immutable.
 */
public final class Slice {
  private final FloatBuffer values;
  private final Precision precision;

  private Slice(FloatBuffer values, Precision precision) {
    this.values = values;
    this.precision = precision;
  }

  /**
   * The numbers {@code from..from+length-1}.
   *
   * @param precision what is sent of each; the caller rounds beforehand where bits matter
   */
  public static Slice of(Weights weights, int from, int length, Precision precision) {
    Objects.checkFromIndexSize(from, length, weights.size());
    return new Slice(weights.asBuffer().slice(from, length), precision);
  }

  /** A slice that takes {@code values} over. */
  static Slice adopt(float[] values, Precision precision) {
    return new Slice(FloatBuffer.wrap(values).asReadOnlyBuffer(), precision);
  }

  public int length() {
    return values.remaining();
  }

  public Precision precision() {
    return precision;
  }

  /** The numbers, to be read without a copy. */
  FloatBuffer asBuffer() {
    return values.duplicate();
  }

  /** Copies all numbers to {@code to} from {@code at} on. */
  public void copyTo(float[] to, int at) {
    values.get(0, to, at, length());
  }

  /** Adds all numbers onto {@code to} from {@code at} on. */
  public void addTo(float[] to, int at) {
    for (int i = 0; i < length(); i++) {
      to[at + i] += values.get(i);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Slice that
        && precision == that.precision
        && values.mismatch(that.values) < 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(values, precision);
  }

  @Override
  public String toString() {
    return "Slice[" + length() + " numbers of " + precision + "]";
  }
}
