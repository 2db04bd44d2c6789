package dev.clientele.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/** An array in one copy, its length before it. */
final class LongsSerializer extends Serializer<long[]> {
  @Override
  public void write(Kryo kryo, Output output, long[] values) {
    output.writeVarInt(values.length, true);
    Bulk.write(output, (long) Long.BYTES * values.length, to -> to.asLongBuffer().put(values));
  }

  @Override
  public long[] read(Kryo kryo, Input input, Class<? extends long[]> type) {
    long[] values = new long[Bulk.length(input, Long.BYTES)];
    Bulk.read(input, (long) Long.BYTES * values.length, from -> from.asLongBuffer().get(values));
    return values;
  }
}
