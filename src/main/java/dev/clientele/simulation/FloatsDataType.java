package dev.clientele.simulation;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** Numbers as MVStore keeps them: how many, then each, little-endian. */
final class FloatsDataType extends BasicDataType<float[]> {
  static final FloatsDataType INSTANCE = new FloatsDataType();

  /** An array's header and what refers to it, in bytes. */
  private static final int OVERHEAD_BYTES = 24;

  private FloatsDataType() {}

  @Override
  public int getMemory(float[] values) {
    return OVERHEAD_BYTES + Float.BYTES * values.length;
  }

  @Override
  public void write(WriteBuffer buffer, float[] values) {
    ByteBuffer numbers =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    numbers.asFloatBuffer().put(values);
    buffer.putVarInt(values.length).put(numbers);
  }

  @Override
  public float[] read(ByteBuffer buffer) {
    float[] values = new float[DataUtils.readVarInt(buffer)];
    int bytes = Float.BYTES * values.length;
    buffer
        .slice(buffer.position(), bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    buffer.position(buffer.position() + bytes);
    return values;
  }

  @Override
  public float[][] createStorage(int size) {
    return new float[size][];
  }
}
