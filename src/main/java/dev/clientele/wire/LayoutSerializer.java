package dev.clientele.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.clientele.tensor.Layout;
import java.util.ArrayList;
import java.util.List;

/** Names and shapes. Consecutive equal layouts are read as one object. */
final class LayoutSerializer extends Serializer<Layout> {
  private final TextSerializer names = new TextSerializer();
  private Layout last = new Layout.Builder().build();

  LayoutSerializer() {
    super(false, true);
  }

  @Override
  public void write(Kryo kryo, Output output, Layout layout) {
    output.writeVarInt(layout.entries().size(), true);
    for (Layout.Entry e : layout.entries()) {
      names.write(kryo, output, e.name());
      output.writeVarInt(e.shape().size(), true);
      for (int size : e.shape()) {
        output.writeVarInt(size, true);
      }
    }
  }

  @Override
  public Layout read(Kryo kryo, Input input, Class<? extends Layout> type) {
    Layout.Builder builder = new Layout.Builder();
    for (int left = Bulk.length(input, 2); left > 0; left--) {
      String name = names.read(kryo, input, String.class);
      if (name == null) {
        throw new KryoException("expected a tensor's name but was none");
      }
      int dimensions = Bulk.length(input, 1);
      List<Integer> shape = new ArrayList<>();
      for (int i = 0; i < dimensions; i++) {
        shape.add(input.readVarInt(true));
      }
      builder.add(name, shape);
    }
    Layout layout = builder.build();
    if (!layout.equals(last)) {
      last = layout;
    }
    return last;
  }
}
