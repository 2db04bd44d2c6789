package dev.clientele.tensor;

/** Every number, rounded to a precision. */
public record Rounding(Precision precision) implements Compression {
  @Override
  public Weights approximate(Weights numbers) {
    return precision.round(numbers);
  }

  @Override
  public long bytes(Layout layout) {
    return (long) precision.bytes() * layout.size();
  }
}
