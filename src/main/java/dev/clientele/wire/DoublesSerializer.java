package dev.clientele.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/** An array in one copy, its length before it. */
final class DoublesSerializer extends Serializer<double[]> {
  @Override
  public void write(Kryo kryo, Output output, double[] values) {
    output.writeVarInt(values.length, true);
    Bulk.write(output, (long) Double.BYTES * values.length, to -> to.asDoubleBuffer().put(values));
  }

  @Override
  public double[] read(Kryo kryo, Input input, Class<? extends double[]> type) {
    double[] values = new double[Bulk.length(input, Double.BYTES)];
    Bulk.read(
        input, (long) Double.BYTES * values.length, from -> from.asDoubleBuffer().get(values));
    return values;
  }
}
