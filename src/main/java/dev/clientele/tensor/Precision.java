package dev.clientele.tensor;

/** How many bits a number keeps on its way: IEEE 754's binary32 or binary16. */
public enum Precision {
  FP32(Float.BYTES),
  FP16(Short.BYTES);

  private final int bytes;

  Precision(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes that one number takes. */
  public int bytes() {
    return bytes;
  }

  /** The nearest number of this precision, ties to even; beyond its range: infinite. */
  public float round(float value) {
    return switch (this) {
      case FP32 -> value;
      case FP16 -> Float.float16ToFloat(Float.floatToFloat16(value));
    };
  }

  /** Every number rounded. */
  public Weights round(Weights weights) {
    if (this == FP32) {
      return weights;
    }
    float[] values = weights.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = round(values[i]);
    }
    return Weights.adopt(weights.layout(), values);
  }
}
