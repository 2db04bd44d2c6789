package dev.clientele.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.clientele.tensor.Precision;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/** Straight from the source's array into the message, and from the message into a new array. */
final class SliceSerializer extends Serializer<Slice> {
  SliceSerializer() {
    super(false, true);
  }

  @Override
  public void write(Kryo kryo, Output output, Slice slice) {
    output.writeByte(slice.precision().bytes());
    output.writeVarInt(slice.length(), true);
    long bytes = (long) slice.precision().bytes() * slice.length();
    FloatBuffer values = slice.asBuffer();
    switch (slice.precision()) {
      case FP32 -> Bulk.write(output, bytes, to -> to.asFloatBuffer().put(values));
      case FP16 -> Bulk.write(output, bytes, to -> narrow(values, to.asShortBuffer()));
    }
  }

  @Override
  public Slice read(Kryo kryo, Input input, Class<? extends Slice> type) {
    Precision precision = precision(input.readByte());
    float[] values = new float[Bulk.length(input, precision.bytes())];
    long bytes = (long) precision.bytes() * values.length;
    switch (precision) {
      case FP32 -> Bulk.read(input, bytes, from -> from.asFloatBuffer().get(values));
      case FP16 -> Bulk.read(input, bytes, from -> widen(from, values));
    }
    return Slice.adopt(values, precision);
  }

  private static Precision precision(int bytes) {
    for (Precision precision : Precision.values()) {
      if (precision.bytes() == bytes) {
        return precision;
      }
    }
    throw new KryoException("expected numbers of 2 or 4 bytes but was " + bytes);
  }

  private static void narrow(FloatBuffer from, ShortBuffer to) {
    for (int i = 0; i < from.limit(); i++) {
      to.put(i, Float.floatToFloat16(from.get(i)));
    }
  }

  private static void widen(ByteBuffer from, float[] to) {
    ShortBuffer halves = from.asShortBuffer();
    for (int i = 0; i < to.length; i++) {
      to[i] = Float.float16ToFloat(halves.get(i));
    }
  }
}
