package dev.clientele.simulation;

import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Weights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** Weights of one layout as MVStore keeps them: the numbers alone, little-endian. */
final class WeightsDataType extends BasicDataType<Weights> {
  /** Objects and their headers, beside the numbers. */
  private static final int OVERHEAD_BYTES = 40;

  private final Layout layout;
  private final int bytes;

  WeightsDataType(Layout layout) {
    this.layout = layout;
    this.bytes = Math.multiplyExact(Float.BYTES, layout.size());
  }

  @Override
  public int getMemory(Weights weights) {
    return OVERHEAD_BYTES + bytes;
  }

  @Override
  public void write(WriteBuffer buffer, Weights weights) {
    ByteBuffer numbers = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    numbers.asFloatBuffer().put(weights.asBuffer());
    buffer.put(numbers);
  }

  @Override
  public Weights read(ByteBuffer buffer) {
    float[] values = new float[layout.size()];
    buffer
        .slice(buffer.position(), bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    buffer.position(buffer.position() + bytes);
    return Weights.adopt(layout, values);
  }

  @Override
  public Weights[] createStorage(int size) {
    return new Weights[size];
  }
}
