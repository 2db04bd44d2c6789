package dev.clientele.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.List;

/** Any list; read as an immutable one. */
final class ListSerializer extends Serializer<List<?>> {
  ListSerializer() {
    super(false, true);
  }

  @Override
  public void write(Kryo kryo, Output output, List<?> list) {
    output.writeVarInt(list.size(), true);
    for (Object element : list) {
      kryo.writeClassAndObject(output, element);
    }
  }

  @Override
  public List<?> read(Kryo kryo, Input input, Class<? extends List<?>> type) {
    List<Object> list = new ArrayList<>();
    for (int left = Bulk.length(input, 1); left > 0; left--) {
      list.add(kryo.readClassAndObject(input));
    }
    return List.copyOf(list);
  }
}
