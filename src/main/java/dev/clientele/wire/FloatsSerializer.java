package dev.clientele.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/** An array in one copy, its length before it. */
final class FloatsSerializer extends Serializer<float[]> {
  @Override
  public void write(Kryo kryo, Output output, float[] values) {
    output.writeVarInt(values.length, true);
    Bulk.write(output, (long) Float.BYTES * values.length, to -> to.asFloatBuffer().put(values));
  }

  @Override
  public float[] read(Kryo kryo, Input input, Class<? extends float[]> type) {
    float[] values = new float[Bulk.length(input, Float.BYTES)];
    Bulk.read(input, (long) Float.BYTES * values.length, from -> from.asFloatBuffer().get(values));
    return values;
  }
}
