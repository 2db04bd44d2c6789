package dev.clientele.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/** An array in one copy, its length before it. */
final class BytesSerializer extends Serializer<byte[]> {
  @Override
  public void write(Kryo kryo, Output output, byte[] values) {
    output.writeVarInt(values.length, true);
    Bulk.write(output, (long) Byte.BYTES * values.length, to -> to.put(values));
  }

  @Override
  public byte[] read(Kryo kryo, Input input, Class<? extends byte[]> type) {
    byte[] values = new byte[Bulk.length(input, Byte.BYTES)];
    Bulk.read(input, (long) Byte.BYTES * values.length, from -> from.get(values));
    return values;
  }
}
