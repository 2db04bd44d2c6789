package dev.clientele.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.Optional;

/** An optional value; an absent one is written as null. */
final class OptionalSerializer extends Serializer<Optional<?>> {
  OptionalSerializer() {
    super(false, true);
  }

  @Override
  public void write(Kryo kryo, Output output, Optional<?> optional) {
    kryo.writeClassAndObject(output, optional.orElse(null));
  }

  @Override
  public Optional<?> read(Kryo kryo, Input input, Class<? extends Optional<?>> type) {
    return Optional.ofNullable(kryo.readClassAndObject(input));
  }
}
