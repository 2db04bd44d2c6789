package dev.clientele.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/** An array in one copy, its length before it. */
final class IntsSerializer extends Serializer<int[]> {
  @Override
  public void write(Kryo kryo, Output output, int[] values) {
    output.writeVarInt(values.length, true);
    Bulk.write(output, (long) Integer.BYTES * values.length, to -> to.asIntBuffer().put(values));
  }

  @Override
  public int[] read(Kryo kryo, Input input, Class<? extends int[]> type) {
    int[] values = new int[Bulk.length(input, Integer.BYTES)];
    Bulk.read(input, (long) Integer.BYTES * values.length, from -> from.asIntBuffer().get(values));
    return values;
  }
}
