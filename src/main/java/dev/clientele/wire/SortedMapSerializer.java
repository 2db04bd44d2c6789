package dev.clientele.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Any map in its keys' natural order; read as an unmodifiable one. */
final class SortedMapSerializer extends Serializer<SortedMap<?, ?>> {
  SortedMapSerializer() {
    super(false, true);
  }

  @Override
  public void write(Kryo kryo, Output output, SortedMap<?, ?> map) {
    if (map.comparator() != null) {
      throw new KryoException("expected a map in natural order but was one with a comparator");
    }
    output.writeVarInt(map.size(), true);
    map.forEach(
        (key, value) -> {
          kryo.writeClassAndObject(output, key);
          kryo.writeClassAndObject(output, value);
        });
  }

  @Override
  public SortedMap<?, ?> read(Kryo kryo, Input input, Class<? extends SortedMap<?, ?>> type) {
    SortedMap<Object, Object> map = new TreeMap<>();
    for (int left = Bulk.length(input, 2); left > 0; left--) {
      Object key = kryo.readClassAndObject(input);
      map.put(key, kryo.readClassAndObject(input));
    }
    return Collections.unmodifiableSortedMap(map);
  }
}
