package dev.clientele.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Weights;

/** The layout, and then all numbers in one copy. */
final class WeightsSerializer extends Serializer<Weights> {
  private final LayoutSerializer layouts = new LayoutSerializer();

  WeightsSerializer() {
    super(false, true);
  }

  @Override
  public void write(Kryo kryo, Output output, Weights weights) {
    layouts.write(kryo, output, weights.layout());
    long bytes = (long) Float.BYTES * weights.size();
    Bulk.write(output, bytes, to -> to.asFloatBuffer().put(weights.asBuffer()));
  }

  @Override
  public Weights read(Kryo kryo, Input input, Class<? extends Weights> type) {
    Layout layout = layouts.read(kryo, input, Layout.class);
    long bytes = (long) Float.BYTES * layout.size();
    Bulk.requireBytes(input, bytes);
    float[] values = new float[layout.size()];
    Bulk.read(input, bytes, from -> from.asFloatBuffer().get(values));
    return Weights.adopt(layout, values);
  }
}
